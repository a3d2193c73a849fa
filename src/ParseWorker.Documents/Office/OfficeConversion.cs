using System.Diagnostics;

namespace ParseWorker.Documents.Office;

/// <summary>
/// One run of LibreOffice, in a directory and under a profile of its own: two runs that share a profile wait for each other.
/// It is a child of the engine host: whatever ends the host ends it, and its memory counts as the host's.
/// </summary>
internal sealed class OfficeConversion(string command) : IDisposable
{
    /// <summary>A killed process goes when the kernel has freed its memory.</summary>
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("office-");

    /// <summary>Converts a document.</summary>
    /// <returns>The result; closed by the caller, gone once this is disposed.</returns>
    /// <exception cref="DocumentException">Nothing came out.</exception>
    public FileStream Run(Stream content, (string From, string To) format, CancellationToken token)
    {
        var source = Path.Combine(_directory.FullName, $"document.{format.From}");
        using (var file = File.Create(source)) content.CopyTo(file);
        OfficeProfile.Write(Path.Combine(_directory.FullName, "profile"));
        RunToItsEnd(source, format.To, token);
        var result = Path.Combine(_directory.FullName, "out", $"document.{format.To}");
        return File.Exists(result)
            ? File.OpenRead(result)
            : throw new DocumentException(DocumentErrors
                .Corrupt("LibreOffice cannot convert the document: it is damaged, or needs a password."));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private void RunToItsEnd(string source, string to, CancellationToken token)
    {
        using var process = Process.Start(CommandLine(source, to)) ?? throw new InvalidOperationException("LibreOffice did not start.");
        process.StandardInput.Close();
        // What it prints is of no use, but a full pipe would hold it up.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            process.WaitForExitAsync(token).GetAwaiter().GetResult();
        }
        finally
        {
            if (!process.HasExited) Kill(process);

            // Not for the pipes as well: who is below it may hold them.
            process.WaitForExit(GoneWithin);
        }
    }

    /// <summary>In the host's sandbox /proc is closed, and who ends the host ends all that is below it.</summary>
    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (UnauthorizedAccessException)
        {
            process.Kill();
        }
    }

    private ProcessStartInfo CommandLine(string source, string to)
    {
        var start = new ProcessStartInfo(command)
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var argument in (string[])[
                $"-env:UserInstallation=file://{_directory.FullName}/profile", "--headless",
                "--norestore", "--nolockcheck", "--nodefault", "--convert-to", to, "--outdir", "out", source])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["HOME"] = _directory.FullName;
        start.Environment["TMPDIR"] = _directory.FullName;
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        return start;
    }
}
