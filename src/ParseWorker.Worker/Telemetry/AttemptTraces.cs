using System.Diagnostics;
using System.Globalization;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Worker.Telemetry;

/// <summary>
/// An attempt as part of the trace that its create began. Nobody pays for it unless traces are sent somewhere. Nothing of the document is
/// in it, nor its name or its URL.
/// </summary>
internal static class AttemptTraces
{
    /// <summary>The attempt, from its grant to what follows its ending.</summary>
    public const string Attempt = "parse attempt";

    /// <summary>The way of the document into the attempt's folder.</summary>
    public const string Fetch = "fetch document";

    /// <summary>The engine, in a host or a vision model, and the writes of its pages.</summary>
    public const string Engine = "run engine";

    /// <summary>The last write.</summary>
    public const string Ending = "write ending";

    private static readonly ActivitySource Source = new(ProductMeter.Name);

    /// <summary>Begins the attempt's span, in the trace of its create or, where that was not traced, in one of its own.</summary>
    /// <returns>Null while nobody listens.</returns>
    public static Activity? Begin(ParseAttempt attempt)
    {
        _ = ActivityContext.TryParse(attempt.TraceParent, traceState: null, isRemote: true, out var create);
        var span = Source.StartActivity(Attempt, ActivityKind.Consumer, create);
        span?.SetTag("parseworker.parse.id", attempt.Key.Id.ToString());
        span?.SetTag("parseworker.attempt", attempt.Key.Attempt);
        span?.SetTag("parseworker.environment", attempt.Environment);
        span?.SetTag("parseworker.model", attempt.Settings.Model);
        span?.SetTag("parseworker.mime_type", attempt.File.MimeType);
        span?.SetTag("parseworker.waited", attempt.Waited?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        return span;
    }

    /// <summary>Begins a part of the attempt.</summary>
    /// <param name="part">One of the names above.</param>
    public static Activity? Begin(string part) => Source.StartActivity(part);

    /// <summary>Says how the attempt ended; a failure of the service or of the document is the span's, too.</summary>
    public static void SetEnding(this Activity? span, string outcome, string? errorCode)
    {
        span?.SetTag("parseworker.outcome", outcome);
        if (errorCode is null) return;
        span?.SetTag("error.type", errorCode);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
