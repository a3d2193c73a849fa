using System.Diagnostics;

namespace ParseWorker.Testing.Processes;

/// <summary>The real LibreOffice, as <c>deploy/test</c> installs it.</summary>
public static class LibreOffice
{
    /// <summary>Its command, as engine hosts are told of it.</summary>
    public const string Command = "/usr/bin/soffice";

    /// <summary>Writes a document in another format.</summary>
    /// <param name="content">The document.</param>
    /// <param name="from">The extension of its format.</param>
    /// <param name="to">The extension of the other one.</param>
    /// <param name="token">Ends the wait.</param>
    /// <exception cref="FileNotFoundException">LibreOffice is not installed, or made nothing of the document.</exception>
    public static async Task<byte[]> ConvertAsync(byte[] content, string from, string to, CancellationToken token)
    {
        if (!File.Exists(Command)) throw new FileNotFoundException($"{Command} is missing; deploy/test --database installs LibreOffice.");
        var directory = Directory.CreateTempSubdirectory("libreoffice-");
        try
        {
            var source = Path.Combine(directory.FullName, $"document.{from}");
            await File.WriteAllBytesAsync(source, content, token);
            await RunAsync(["-env:UserInstallation=file://" + directory.FullName + "/profile", "--headless", "--convert-to", to, "--outdir",
                directory.FullName + "/out", source], token);
            return await File.ReadAllBytesAsync(Path.Combine(directory.FullName, "out", $"document.{to}"), token);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string[] arguments, CancellationToken token)
    {
        using var process =
            Process.Start(new ProcessStartInfo(Command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
            await process.WaitForExitAsync(token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
