using System.Text;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>
/// Engines that crash on a document once they have taken it. A host that only does not start is the machine's fault, and spends no attempt.
/// </summary>
internal static class CrashingHost
{
    /// <summary>The setting that gives a worker such engines.</summary>
    public static (string Name, string Value) Setting => ("Engines__HostPath", Repository.Program("ParseWorker.FaultyHost", "tests"));

    /// <summary>A text on which they crash, and the project's own engine does not.</summary>
    public static byte[] Document(string text) => Encoding.UTF8.GetBytes($"segfault\n{text}");
}
