using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>
/// Reads lines of text by Tesseract, in a process: it is below the engine host, so what ends the host ends it, and it counts to the host's
/// memory and temporary files.
/// </summary>
/// <param name="command">Its absolute path.</param>
/// <param name="languages">As it names them: <c>deu+fra</c>.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="time">Tells when that is over.</param>
internal sealed class Tesseract(string command, string languages, TimeSpan limit, TimeProvider time)
{
    /// <summary>Bytes of a line's text at most: twice the characters of the longest line, of three bytes each.</summary>
    private const int LongestLine = 2400;

    /// <summary>A killed process goes when the kernel has freed its memory.</summary>
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(10);

    /// <summary>Every line's text, in their order.</summary>
    /// <param name="lines">What to read.</param>
    /// <param name="token">Kills it.</param>
    /// <exception cref="TesseractException">It gave none.</exception>
    public IReadOnlyList<string> Read(LineImageFiles lines, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var late = new CancellationTokenSource(limit, time);
        using var process = Start(lines);
        using var killing = token.UnsafeRegister(_ => Kill(process), null);
        using var killingLate = late.Token.UnsafeRegister(_ => Kill(process), null);
        try
        {
            var text = ReadToEnd(process.StandardOutput.BaseStream, (lines.Count + 1) * LongestLine);
            var ended = process.WaitForExit(limit); // not for the pipes as well: who is below it may hold them
            token.ThrowIfCancellationRequested();
            if (!ended || late.IsCancellationRequested) throw new TesseractException($"it took longer than {limit.TotalSeconds:0} s");
            if (process.ExitCode != 0)
                throw new TesseractException($"it ended with {process.ExitCode} (is the language installed that was set?)");
            return Lines(text, lines.Count);
        }
        finally
        {
            Kill(process);
            process.WaitForExit(GoneWithin);
        }
    }

    private Process Start(LineImageFiles lines)
    {
        // A line of text to an image; plain text on standard output, a form feed between the images.
        var start = new ProcessStartInfo(command, [lines.List(), "stdout", "-l", languages, "--psm", "7", "quiet"])
        {
            WorkingDirectory = lines.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        // A worker has as many parses at work as the machine has processors.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["TMPDIR"] = lines.Folder;
        try
        {
            var process = Process.Start(start) ?? throw new TesseractException("it did not start");
            process.StandardInput.Close();
            // What it says there may quote the text, but a full pipe would hold it up.
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new TesseractException($"it did not start (error {exception.NativeErrorCode})");
        }
    }

    private static string ReadToEnd(Stream stream, int most)
    {
        var buffer = new byte[most];
        var length = stream.ReadAtLeast(buffer, most, throwOnEndOfStream: false);
        return length < most
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new TesseractException("it wrote more than lines of text");
    }

    private static string[] Lines(string text, int count)
    {
        var lines = text.Split('\f');
        return lines.Length == count ? lines : throw new TesseractException("it read another number of lines than it was asked for");
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited) process.Kill();
    }
}
