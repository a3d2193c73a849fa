using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Vision;

/// <summary>Sorts what a call threw. Messages of the endpoint are left out: they may quote the document, or the key.</summary>
internal static class VisionFailures
{
    /// <summary>What <paramref name="exception"/> means.</summary>
    public static VisionAnswer Sort(Exception exception, DateTimeOffset now) => exception switch
    {
        TimeoutException => Unavailable("did not answer in time"),
        AnswerTooLargeException => Invalid("answered with more bytes than any page takes"),
        ClientResultException { Status: 0 } or HttpRequestException or IOException =>
            Unavailable("could not be reached, or broke the connection"),
        ClientResultException { Status: 408 or 409 or 429 or >= 500 } failed =>
            Unavailable($"answered with status {failed.Status}") with { RetryAfter = RetryAfter(failed.GetRawResponse(), now) },
        ClientResultException { Status: >= 300 and < 500 } rejected => new VisionAnswer.Rejected(Rejection(rejected.Status)),

        // The client library found no answer in what came.
        _ => Invalid("answered with something that is no chat completion"),
    };

    private static VisionAnswer.Failed Unavailable(string what) => new(ParseErrorCodes.ModelUnavailable, what);

    private static VisionAnswer.Failed Invalid(string what) => new(ParseErrorCodes.ModelAnswerInvalid, what);

    private static string Rejection(int status) => status switch
    {
        401 or 403 => $"answered with status {status}: check ApiKey",
        404 => $"answered with status {status}: check Endpoint and ModelId",
        _ => $"answered with status {status}: it takes no such request",
    };

    /// <summary>Seconds or a date (RFC 9110 §10.2.3).</summary>
    private static TimeSpan? RetryAfter(PipelineResponse? response, DateTimeOffset now)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var value)) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date > now
            ? date - now
            : null;
    }
}

/// <summary>An endpoint's answer passed the limit and was not read on.</summary>
internal sealed class AnswerTooLargeException() : IOException("The answer is larger than it may be.");
