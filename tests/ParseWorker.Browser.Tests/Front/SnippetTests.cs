using System.Diagnostics;
using Microsoft.Playwright;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>The page's requests as code: what it shows runs as it is.</summary>
[Trait("Needs", "Hosts")]
public sealed class SnippetTests(BrowserFixture service)
{
    private const string Name = "it's 50% \"off\" $HOME.pdf";

    [Theory]
    [InlineData("curl", "/bin/bash snippet.sh", "\"status\":\"queued\"")]
    [InlineData("Python", "/usr/bin/python3 snippet.py", "Run as it is.")]
    [InlineData("Node", "node snippet.mjs", "Run as it is.")]
    [InlineData("C#", "dotnet run snippet.cs", "Run as it is.")]
    public async Task Code_ThatThePageShows_RunsAsItIs(string language, string command, string expected)
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(service.Key);
        await tab.ChooseAsync((Name, SampleDocuments.Pdf("Run as it is.")));
        await tab.StandsAtAsync("Completed");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show as code" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Radio, new() { Name = language }).CheckAsync();
        var code = await tab.Page.Locator("dialog pre").TextContentAsync();

        Assert.DoesNotContain(service.Key, code, StringComparison.Ordinal);
        var printed = await RunAsync(command.Split(' '), code!);

        Assert.Contains(expected, printed.Replace("in_progress", "queued", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>The one that drives the browser.</summary>
    private static string NodePath => Directory.EnumerateFiles(
        Path.Combine(AppContext.BaseDirectory, ".playwright", "node"), "node", SearchOption.AllDirectories).First();

    private async Task<string> RunAsync(string[] command, string code)
    {
        var folder = Directory.CreateTempSubdirectory("snippet-").FullName;
        try
        {
            var token = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(Path.Combine(folder, command[^1]), code, token);
            await File.WriteAllBytesAsync(Path.Combine(folder, Name), SampleDocuments.Pdf("Run as it is."), token);
            var start = new ProcessStartInfo(command[0] == "node" ? NodePath : command[0], command[1..])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["KEY"] = service.Key;

            // What is built of C# goes with the folder, needs no feed, and leaves no server that builds.
            start.Environment["XDG_DATA_HOME"] = folder;
            start.Environment["UseSharedCompilation"] = "false";
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            start.Environment["https_proxy"] = "http://127.0.0.1:9";
            using var process = Process.Start(start)!;
            var printed = process.StandardOutput.ReadToEndAsync(token);
            var complained = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            Assert.True(process.ExitCode == 0, await complained);
            return await printed;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
