using System.Diagnostics;
using OpenTelemetry;

namespace ParseWorker.Worker.Exporters;

/// <summary>
/// Leaves out statements that belong to no request and no attempt: those of Hangfire's slots, several a second, each a trace of its own.
/// </summary>
internal sealed class PollsOutOfTraces : BaseProcessor<Activity>
{
    /// <summary>The source of the database's statements.</summary>
    public const string Statements = "Npgsql";

    public override void OnEnd(Activity data)
    {
        // What is not recorded is not sent.
        if (data.Source.Name == Statements && data.ParentSpanId == default) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
