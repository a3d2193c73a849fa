using System.Diagnostics;
using System.Globalization;
using SkiaSharp;

namespace ParseWorker.Documents.Images.Raster;

/// <summary>
/// Draws pages of a PDF with poppler's <c>pdftoppm</c>, one process a page: what a hostile page does to it ends with the process,
/// and Debian keeps it patched. The page is drawn as its crop box and its rotation show it.
/// </summary>
/// <param name="pdf">Disposed with this.</param>
internal sealed class PageRasterizer(LocalFile pdf) : IDisposable
{
    /// <summary>Where Debian's package poppler-utils puts it; engine hosts have no PATH.</summary>
    private const string Program = "/usr/bin/pdftoppm";

    /// <summary>Why there is no OCR without it: how a sentence goes on after "It needs OCR, ".</summary>
    public const string WhyMissing = "and poppler-utils is not installed on the worker; ask its operator to run deploy/up again";

    /// <summary>Pixels of one image at most: 600 dpi on A4, or 192 dpi on A0. A larger page is drawn at a lower resolution.</summary>
    public const long MaxPixels = 36_000_000;

    private const double PointsPerInch = 72;

    /// <summary>Whether pages can be drawn on this machine.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Draws one page.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="size">The page's width and height in points, as shown.</param>
    /// <param name="dpi">Dots per inch that are wanted.</param>
    /// <param name="token">Kills the process.</param>
    /// <returns>Opaque pixels; the caller disposes them. Null when the page could not be drawn.</returns>
    public SKBitmap? Draw(int number, SKSize size, double dpi, CancellationToken token)
    {
        using var process = Start(number, Resolution(size, dpi));
        using var killing = token.UnsafeRegister(_ => Kill(process), null);
        try
        {
            return PortablePixmap.Read(process.StandardOutput.BaseStream, MaxPixels * 2);
        }
        // It wrote no image, or stopped within one: damaged pages end so.
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException && !token.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Kill(process);
            token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The resolution a page is drawn at: the wanted one, or less for a page that would become too large an image.</summary>
    public static double Resolution(SKSize size, double dpi)
    {
        var pixels = size.Width * size.Height * dpi * dpi / (PointsPerInch * PointsPerInch);
        return pixels <= MaxPixels ? dpi : dpi * Math.Sqrt(MaxPixels / pixels);
    }

    public void Dispose() => pdf.Dispose();

    private Process Start(int number, double dpi)
    {
        var page = number.ToString(CultureInfo.InvariantCulture);
        var resolution = dpi.ToString("0.###", CultureInfo.InvariantCulture);
        string[] arguments = ["-q", "-cropbox", "-f", page, "-l", page, "-r", resolution, pdf.Path];
        return Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited) process.Kill();
    }
}
