using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Head">The status line and the header lines, as they were written.</param>
/// <param name="Content">The body, its chunks joined.</param>
internal sealed partial record WireAnswer(string Head, byte[] Content)
{
    public int Status => int.Parse(Head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);

    public string Text => Encoding.UTF8.GetString(Content);

    /// <summary>Head and body, to be matched.</summary>
    public string All => $"{Head}\r\n\r\n{Text}";

    /// <summary>A header's value; null when it is not there. One that is there twice fails.</summary>
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).SingleOrDefault();

    /// <summary>A successful JSON body. Clients compare its content type with exactly these words, or with how it begins.</summary>
    public JsonElement Json(int status)
    {
        Assert.True(Status == status, $"not {status}: {All}");
        Assert.Equal("application/json", Header("Content-Type"));
        return JsonElement.Parse(Named().Content);
    }

    /// <summary>An error's body, in the shape that every client reads.</summary>
    public JsonElement Refused(int status, string? code = null)
    {
        Assert.True(Status == status, $"not {status}: {All}");
        Assert.StartsWith("application/json", Header("Content-Type"), StringComparison.Ordinal);
        var error = JsonElement.Parse(Named().Content);
        StrictReader.ReadError(error);
        if (code is not null) Assert.Equal(code, error.GetProperty("code").GetString());
        return error;
    }

    /// <summary>Itself, if it has a request id.</summary>
    public WireAnswer Named()
    {
        Assert.Matches(RequestId(), Header("x-request-id"));
        return this;
    }

    [GeneratedRegex("^req_[0-9A-Z]{26}$")]
    private static partial Regex RequestId();
}
