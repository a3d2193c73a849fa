using Microsoft.Extensions.Options;
using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>Engine hosts never run as root: who took one over would have the machine.</summary>
internal sealed class HostUserMustExist : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options) =>
        Judge(options.HostUser, Account.Own, Account.Find) is { } problem
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;

    /// <summary>What is wrong with a setting, as a sentence that says what to do; null when nothing is.</summary>
    /// <param name="hostUser">The setting.</param>
    /// <param name="own">The user that the worker runs as.</param>
    /// <param name="find">Finds a user by name.</param>
    internal static string? Judge(string? hostUser, Account own, Func<string, Account?> find)
    {
        if (string.IsNullOrEmpty(hostUser))
        {
            return own.IsRoot
                ? "This worker runs as root, and engine hosts must not: name a user for them in Engines__HostUser, or run the worker as "
                    + "another user."
                : null;
        }

        if (find(hostUser) is not { } user)
            return $"Engines__HostUser is {hostUser}, and this machine has no such user: make it (useradd --system {hostUser}).";
        if (user.IsRoot) return $"Engines__HostUser is {hostUser}, and engine hosts must not run as root: name another user.";
        return own.IsRoot || own.Id == user.Id
            ? null
            : $"Engines__HostUser is {hostUser}, and only root can run engine hosts as another user: leave it unset.";
    }
}
