using System.Net;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Remote;

/// <summary>Why a fetch failed, in sentences that name the host and nothing else of the URL: its query may hold a secret.</summary>
internal static class RemoteErrors
{
    private const string Instead = "or upload the document";

    public static RemoteDocumentException Blocked(string host, string rule) => With(
        ParseErrorCodes.RemoteAddressBlocked,
        $"The address of {host} is {rule}, and nothing is fetched from there. Send a document on the public internet, {Instead}.",
        host, ("rule", rule));

    public static RemoteDocumentException Unreachable(string host, HttpRequestError reason) => With(
        ParseErrorCodes.RemoteUnreachable, $"{host} could not be reached: {Words(reason)}. Try again, {Instead}.", host);

    public static RemoteDocumentException Status(string host, HttpStatusCode status) => With(
        IsPassing(status) ? ParseErrorCodes.RemoteUnavailable : ParseErrorCodes.RemoteStatus,
        $"{host} answered {(int)status} instead of the document. Check the URL and whether its link has expired, {Instead}.",
        host, ("status", $"{(int)status}"));

    public static RemoteDocumentException Encoded(string host) => With(
        ParseErrorCodes.RemoteStatus, $"{host} sent the document in an encoding that it was not asked for. Upload the document.", host);

    public static RemoteDocumentException TooLarge(string host, long most) => With(
        ParseErrorCodes.RemoteTooLarge,
        $"The document at {host} has more than {most:N0} bytes. {ParseErrorTable.Of(ParseErrorCodes.RemoteTooLarge).Advice}",
        host);

    public static RemoteDocumentException TimedOut(string host, TimeSpan limit) => With(
        ParseErrorCodes.RemoteTimeout, $"{host} had not sent the document after {limit.TotalSeconds:0} s. Try again, {Instead}.", host);

    public static RemoteDocumentException Redirects(string host, int most) => With(
        ParseErrorCodes.RemoteRedirects, $"{host} redirects more than {most} times. Send the URL that it leads to, {Instead}.", host);

    public static RemoteDocumentException Location(string host) => With(
        ParseErrorCodes.RemoteUrlInvalid, $"{host} redirects to what is no URL. Send the URL that it leads to, {Instead}.", host);

    public static RemoteDocumentException Downgrade(string host) => With(
        ParseErrorCodes.RemoteUrlInvalid, $"{host} redirects from https to http. Send an http URL if that is meant, {Instead}.", host);

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static string Words(HttpRequestError reason) => reason switch
    {
        HttpRequestError.NameResolutionError => "its name leads to no address",
        HttpRequestError.ConnectionError => "it takes no connection",
        HttpRequestError.SecureConnectionError => "its certificate or its TLS is not trusted",
        HttpRequestError.ResponseEnded => "it went away before the document had come",
        _ => "what it answers is no HTTP",
    };

    private static RemoteDocumentException With(string code, string message, string host, params (string Name, string Value)[] more)
    {
        var details = new Dictionary<string, string> { ["host"] = host };
        foreach (var (name, value) in more) details[name] = value;
        return new RemoteDocumentException(new ParseError(code, message, details));
    }
}
