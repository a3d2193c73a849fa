using System.Diagnostics;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Telemetry;

/// <summary>The trace of a create's request, which the parse's attempts go on with.</summary>
internal static class CreateTrace
{
    /// <summary>The request's context as W3C writes it; null where it is not recorded, whatever its client asked for.</summary>
    public static string? Current() =>
        Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } request && request.Source.HasListeners() ? request.Id : null;

    /// <summary>Notes which parse the request is about.</summary>
    public static void SetParse(ParseId id) => Activity.Current?.SetTag("parseworker.parse.id", id.ToString());
}
