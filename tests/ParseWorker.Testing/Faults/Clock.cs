namespace ParseWorker.Testing.Faults;

/// <summary>Settings that make a program believe in another time of day (libfaketime); how long things take stays as it is.</summary>
public static class Clock
{
    /// <summary>Environment variables for a program whose clock is wrong.</summary>
    /// <param name="seconds">How far, for example <c>+3600</c>.</param>
    public static (string Name, string Value)[] Shifted(string seconds) =>
    [
        ("LD_PRELOAD", Library()), ("FAKETIME", seconds), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),

        // Its own remedy for waits on the monotonic clock makes .NET's end at once.
        ("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
    ];

    private static string Library() =>
        Directory.EnumerateDirectories("/usr/lib").Append("/usr/lib")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("This test needs libfaketime. Run 'deploy/test', which installs it.");
}
