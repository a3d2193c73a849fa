using System.Text;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>What a host writes on standard error: read to its end so that the host never waits for it, kept up to a cap.</summary>
internal static class HostErrors
{
    private const int KeptBytes = 8 * 1024;

    public static async Task<string> DrainAsync(Stream errors)
    {
        var kept = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await errors.ReadAsync(buffer)) > 0)
            kept.Write(buffer, 0, Math.Min(read, KeptBytes - (int)kept.Length));
        return Encoding.UTF8.GetString(kept.ToArray());
    }

    /// <summary>True when the runtime said why it gave up: its heap's limit ends a process as any other fault does.</summary>
    public static bool TellOfMemory(string errors) =>
        errors.Contains("OutOfMemoryException", StringComparison.Ordinal)
        || errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase);
}
