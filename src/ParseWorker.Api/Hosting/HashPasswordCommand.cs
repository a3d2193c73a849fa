using System.CommandLine;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Hosting;

/// <summary>
/// <c>hash-password</c>: prints what a configuration may hold in a password's place. It reads the password from its standard input:
/// arguments can be seen by others.
/// </summary>
internal static class HashPasswordCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "hash-password", "Read a password, a line, and print its hash, for Operators__<name>__PasswordHash.");
        command.SetAction((_, token) => Commands.GuardAsync(() => RunAsync(token)));
        return command;
    }

    private static async Task RunAsync(CancellationToken token)
    {
        var password = await Console.In.ReadLineAsync(token) ?? "";
        if (password.Length < NamedOperatorOptions.ShortestPassword)
            throw new ArgumentException($"a password must have {NamedOperatorOptions.ShortestPassword} characters or more.");
        await Console.Out.WriteLineAsync(PasswordHash.Of(password).ToString());
    }
}
