using System.Diagnostics;
using OpenTelemetry;

namespace ParseWorker.Api.Exporters;

/// <summary>
/// Leaves out statements that belong to no request: what this process reads every second, for all who wait, each a trace of its own.
/// </summary>
internal sealed class ReadingsOutOfTraces : BaseProcessor<Activity>
{
    /// <summary>The source of the database's statements.</summary>
    public const string Statements = "Npgsql";

    public override void OnEnd(Activity data)
    {
        // What is not recorded is not sent.
        if (data.Source.Name == Statements && data.ParentSpanId == default) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
