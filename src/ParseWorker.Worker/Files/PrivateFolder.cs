namespace ParseWorker.Worker.Files;

/// <summary>Folders that hold documents.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnersAlone | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder that its owner alone enters, mode 700.</summary>
    /// <returns>Its absolute path.</returns>
    public static string Make(string path) => OperatingSystem.IsWindows()
        ? throw new PlatformNotSupportedException()
        : Directory.CreateDirectory(path, OwnersAlone).FullName;

    /// <summary>Lets others pass through it to what is theirs below, mode 711: they list nothing.</summary>
    public static void LetPass(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        File.SetUnixFileMode(path, Passable);
    }
}
