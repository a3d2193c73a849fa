using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ParseWorker.Typesetting.Html;

/// <summary>One Chromium without a screen that prints web pages, spoken to over the DevTools protocol.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Program = "chromium";

    private readonly Process _process;
    private readonly string _profile;
    private readonly DevTools _tools;

    private Browser(Process process, string profile, DevTools tools) => (_process, _profile, _tools) = (process, profile, tools);

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">Chromium is not installed, or ended at once.</exception>
    public static async Task<Browser> StartAsync(CancellationToken token)
    {
        var profile = Directory.CreateTempSubdirectory("typesetting-browser-").FullName;
        // Root has no sandbox to be had; what is printed here was made up here.
        var start = new ProcessStartInfo(
            Program,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1200,1600",
                "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = profile;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} could not be started.");
        try
        {
            return new(process, profile, await DevTools.ConnectAsync(await AddressAsync(process, token), token));
        }
        catch
        {
            End(process, profile);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Shows a web page, runs a script in it, and prints it.</summary>
    /// <param name="html">The page.</param>
    /// <param name="script">Its value is handed back; it may change the page before that is printed.</param>
    /// <param name="isTagged">Whether the PDF says what its parts are.</param>
    /// <param name="token">Stops it.</param>
    public async Task<(JsonNode? Value, byte[] Pdf)> PrintAsync(string html, string script, bool isTagged, CancellationToken token)
    {
        await _tools.CallAsync("Page.setDocumentContent", new() { ["frameId"] = _tools.Frame, ["html"] = html }, token);
        var evaluated = await _tools.CallAsync("Runtime.evaluate",
            new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true }, token);
        var printed = await _tools.CallAsync(
            "Page.printToPDF",
            new() { ["preferCSSPageSize"] = true, ["printBackground"] = true, ["generateTaggedPDF"] = isTagged },
            token);
        return (evaluated["result"]?["value"], Convert.FromBase64String((string)printed["data"]!));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _tools.DisposeAsync();
        End(_process, _profile);
        _process.Dispose();
    }

    private static async Task<Uri> AddressAsync(Process process, CancellationToken token)
    {
        const string Announcement = "DevTools listening on ";
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(token) is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                said.Add(line);
                continue;
            }
            // Nobody reads on: a full pipe would stop it.
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new(line[Announcement.Length..]);
        }
        throw new InvalidOperationException($"{Program} ended at once: {string.Join('\n', said)}");
    }

    /// <summary>Only the main process is waited for: its children may write a last file while they die.</summary>
    private static void RemoveOnceUnused(string folder)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (5 * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (TimeProvider.System.GetTimestamp() < deadline)
            {
                Thread.Yield();
            }
        }
    }

    private static void End(Process process, string profile)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        RemoveOnceUnused(profile);
    }
}
