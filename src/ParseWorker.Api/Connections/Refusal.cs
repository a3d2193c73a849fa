using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Connections;

/// <summary>A response that the server made without the application, and the one in its place.</summary>
internal static partial class Refusal
{
    /// <summary>The head of such a response is a few hundred bytes.</summary>
    private const int LongestHead = 1024;

    /// <summary>The response to send instead: the same status, with a body and a request id.</summary>
    /// <param name="response">What the server wrote.</param>
    /// <param name="requestId">The id that the answer carries.</param>
    /// <returns>The bytes, or null when it is no refusal of the server's own.</returns>
    public static byte[]? Describe(ReadOnlySpan<byte> response, string requestId)
    {
        if (response.Length > LongestHead || !response.StartsWith("HTTP/1."u8)) return null;
        var match = Head().Match(Encoding.ASCII.GetString(response));
        if (!match.Success) return null;

        var status = int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(ErrorBody.Of(ErrorAnswers.ForStatus(status)), ErrorJson.Readable.ErrorBody);
        var kept = match.Groups["header"].Captures.Select(header => header.Value)
            .Where(header => !header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        string[] head =
        [
            match.Groups["line"].Value, .. kept, "Content-Type: application/json", $"Content-Length: {body.Length}",
            $"x-request-id: {requestId}", "X-Content-Type-Options: nosniff", "", "",
        ];
        return [.. Encoding.ASCII.GetBytes(string.Join("\r\n", head)), .. body];
    }

    /// <summary>A whole response of status 4xx or 5xx without a body; every answer of the application has an id.</summary>
    [GeneratedRegex(@"\A(?!.*\nx-request-id:)(?<line>HTTP/1\.[01] (?<status>[45][0-9]{2}) [^\r\n]*)\r\n(?:(?<header>[^\r\n]+)\r\n)*\r\n\z",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Head();
}
