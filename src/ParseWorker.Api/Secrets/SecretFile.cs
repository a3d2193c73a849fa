namespace ParseWorker.Api.Secrets;

/// <summary>A secret in a file of its own, as systemd, Docker and Kubernetes hand them to programs.</summary>
internal static class SecretFile
{
    private const UnixFileMode Unsafe = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The secret, without white space around it.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    public static string Read(string path) => File.ReadAllText(path).Trim();

    /// <summary>What is wrong with the file, a sentence that holds nothing of its content; null for nothing.</summary>
    /// <param name="setting">What names it, as <c>Admin:KeyFile</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="objection">What is wrong with the secret, following a comma; null for nothing.</param>
    public static string? Fault(string setting, string path, Func<string, string?> objection)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Unsafe) != 0)
                return $"{setting} names {path}, which others may read or change: chmod 640 it, or 600.";
            return objection(Read(path)) is { } wrong ? $"{setting} names {path}, {wrong}" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{setting} names {path}, which cannot be read: {exception.Message}";
        }
    }
}
