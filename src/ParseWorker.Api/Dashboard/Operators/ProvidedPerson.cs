namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>Somebody whom a provider has named.</summary>
/// <param name="Subject">What the provider tells them apart by, for ever.</param>
/// <param name="Name">What stands in events and logs: no control characters, and nobody's of the configuration.</param>
/// <param name="Role">What they may do.</param>
internal sealed record ProvidedPerson(string Subject, string Name, OperatorRole Role);
