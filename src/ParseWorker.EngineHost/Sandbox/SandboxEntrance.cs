using System.Collections;
using System.Runtime.InteropServices;
using ParseWorker.Core.Engines;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>
/// The first life of a host's process: it becomes the user that hosts run as, gives up every privilege, shuts itself in and then becomes
/// the host anew. Rules of Landlock are a thread's, and .NET has several before it runs a line of ours; after execve(2) there is one.
/// Only a process can name its own folder in /proc, so that nobody could do this from outside. No document is near yet.
/// </summary>
internal static class SandboxEntrance
{
    /// <summary>Set in the second life: Landlock's version that is in force, 0 for none.</summary>
    private const string EnteredVariable = "PARSEWORKER_SANDBOX_ENTERED";

    /// <summary>Enters the sandbox that was asked for, if any; comes back in the second life, or when there is none to enter.</summary>
    /// <returns>Landlock's version that is in force; 0 when none is.</returns>
    /// <exception cref="SandboxException">The process could not become another user, or itself anew.</exception>
    public static int Pass(HostSettings settings)
    {
        if (Environment.GetEnvironmentVariable(EnteredVariable) is { } entered)
            return int.Parse(entered, System.Globalization.CultureInfo.InvariantCulture);

        if (settings.User is { } user) Privileges.Become(user.Id, user.Group);
        if (settings.Folder is not { } folder) return 0;

        var version = Math.Max(0, Landlock.Version());
        Privileges.Drop(settings.LargestFile);
        using var again = new Execution(Environment.ProcessPath!, $"{EnteredVariable}={version}");

        // Where its own programs lie only the host knows: the worker may have started a script that became it.
        if (version > 0 && !new FileSandbox(folder, [AppContext.BaseDirectory, .. settings.Programs], settings.Data).TryEnter(version))
            throw new SandboxException($"Landlock, version {version}, refused its rules");
        again.Run();
        throw new SandboxException(
            $"{Environment.ProcessPath} could not be run again, error {Marshal.GetLastPInvokeError()}; "
            + "can the user that engine hosts run as reach it, and all directories above it?");
    }

    /// <summary>
    /// The arguments of execve(2), made before the thread is restricted: a collection in between would have to signal other threads.
    /// </summary>
    private sealed class Execution : IDisposable
    {
        private readonly nint _path;
        private readonly nint[] _arguments;
        private readonly nint[] _environment;

        public Execution(string path, string entered)
        {
            _path = Marshal.StringToCoTaskMemUTF8(path);
            _arguments = [_path, 0];
            var variables = from DictionaryEntry variable in Environment.GetEnvironmentVariables()
                            select $"{variable.Key}={variable.Value}";
            _environment = [.. variables.Append(entered).Select(Marshal.StringToCoTaskMemUTF8), 0];
        }

        /// <summary>Comes back only when it failed.</summary>
        public void Run() => _ = KernelCalls.Execute(_path, _arguments, _environment);

        public void Dispose()
        {
            Marshal.FreeCoTaskMem(_path);
            foreach (var variable in _environment) Marshal.FreeCoTaskMem(variable);
        }
    }
}
