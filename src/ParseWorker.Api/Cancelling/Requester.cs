using System.Security.Claims;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Cancelling;

/// <summary>Who asks for a cancel.</summary>
/// <param name="Name">What stands in the parse's record and events.</param>
/// <param name="LogName">What stands in logs.</param>
internal sealed record Requester(string Name, string LogName)
{
    /// <summary>The holder of a key.</summary>
    public static Requester Key(ApiKey key) => new(key.Name, $"key {key.Id}");

    /// <summary>An operator in the dashboard; the word keeps the name apart from those of keys.</summary>
    public static Requester Operator(ClaimsPrincipal user) => new($"{user.Identity!.Name} (dashboard)", $"operator {user.Identity.Name}");
}
