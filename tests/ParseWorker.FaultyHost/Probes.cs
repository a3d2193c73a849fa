using System.Globalization;

namespace ParseWorker.FaultyHost;

/// <summary>What a host finds out about its own process and kernel.</summary>
internal static class Probes
{
    private const string AskLandlocksVersion = "syscall 444 0 0 1";

    /// <summary>The first value of a field of the host's status, as proc(5) has it.</summary>
    public static string Status(string field) =>
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith(field, StringComparison.Ordinal)).Split('\t')[1];

    /// <summary>Writes a value to a file that exists: its path, a space, the value.</summary>
    public static string Write(string argument)
    {
        var (path, value) = argument.Split(' ', 2) is [var first, var rest] ? (first, rest) : (argument, "");
        try
        {
            File.WriteAllText(path, value);
            return "written";
        }
        catch (UnauthorizedAccessException)
        {
            return "refused";
        }
    }

    /// <summary>The kernel's version of Landlock.</summary>
    public static string LandlockVersion() => LibraryCall.Call(AskLandlocksVersion).Answer.ToString(CultureInfo.InvariantCulture);
}
