using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>What a sign-in that failed is to the person, and to the log.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Message">A sentence for the person, with what to do.</param>
/// <param name="IsTheProviders">Whether whoever runs the server should know.</param>
internal sealed record FailedSignIn(int Status, string Message, bool IsTheProviders)
{
    private const int LongestCause = 300;

    /// <summary>Judges a failure.</summary>
    /// <param name="failure">What the framework found.</param>
    /// <param name="provider">What people call the provider.</param>
    public static FailedSignIn Of(Exception? failure, string provider) => failure switch
    {
        // Its cookies are gone: it was used, took too long, or belongs to another browser. Or it is nothing that a provider sends.
        null or AuthenticationFailureException or OpenIdConnectProtocolInvalidNonceException
            or BadHttpRequestException or InvalidDataException => new(StatusCodes.Status400BadRequest,
            "This sign-in was used already, or it is too old. Sign in again.", IsTheProviders: false),
        _ when IsUnreachable(failure) => Unreachable(provider),
        _ => new(StatusCodes.Status502BadGateway,
            $"{provider} gave an answer that cannot be taken. Sign in again; if that does not help, whoever runs this server finds why in "
            + "its log.", IsTheProviders: true),
    };

    /// <summary>The provider does not answer.</summary>
    /// <param name="provider">What people call it.</param>
    private static FailedSignIn Unreachable(string provider) => new(StatusCodes.Status503ServiceUnavailable,
        $"{provider} cannot be reached just now. Try again in a moment.", IsTheProviders: true);

    /// <summary>The provider let nobody in, or the person went back.</summary>
    /// <param name="provider">What people call it.</param>
    public static FailedSignIn Denied(string provider) => new(StatusCodes.Status403Forbidden,
        $"{provider} did not let you in, or you went back. Sign in again, or ask whoever runs {provider}.", IsTheProviders: false);

    /// <summary>True for faults of the way to the provider, and for a discovery document that could not be read.</summary>
    private static bool IsUnreachable(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException || failure.InnerException is { } inner
        && failure is InvalidOperationException && IsUnreachable(inner);

    /// <summary>The cause for the log, a line. The library hides what is personal or secret in its messages.</summary>
    public static string Cause(Exception? failure)
    {
        var text = new StringBuilder();
        for (var one = failure; one is not null; one = one.InnerException)
            text.Append(text.Length > 0 ? ": " : "").Append(one.GetType().Name).Append(' ').Append(one.Message);
        var line = string.Concat(text.ToString().Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= LongestCause ? line : line[..LongestCause] + "…";
    }
}
