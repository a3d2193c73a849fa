namespace ParseWorker.Core.Operators;

/// <summary>What waits and runs, environment by environment.</summary>
/// <param name="Environments">Those with parses that have not ended.</param>
/// <param name="DatabaseBytes">What the database takes on its disk.</param>
public sealed record QueueState(IReadOnlyList<EnvironmentQueue> Environments, long DatabaseBytes);
