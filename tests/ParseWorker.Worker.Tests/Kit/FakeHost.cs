using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>A directory with a document, and an engine host that is the project's own or a shell script of the test's.</summary>
internal sealed class FakeHost : IDisposable
{
    private readonly LaunchThread _launcher = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parseworker-test-");

    private FakeHost(EngineOptions options) => Options = options;

    public EngineOptions Options { get; }

    public RecordedLog Log { get; } = new();

    /// <summary>The project's own host.</summary>
    public static FakeHost Real() => new(new EngineOptions { Grace = TimeSpan.FromSeconds(20) });

    /// <summary>A host that runs <paramref name="script"/> and knows nothing of the protocol.</summary>
    public static FakeHost Script(string script)
    {
        var host = new FakeHost(new EngineOptions { MemoryCheckInterval = TimeSpan.FromMilliseconds(50) });
        host.Options.HostPath = host.PathOf("host");
        File.WriteAllText(host.Options.HostPath, $"#!/bin/sh\necho $$ > pid\n{script}\n");
        File.SetUnixFileMode(host.Options.HostPath, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return host;
    }

    /// <summary>A host that says it has opened the document, and then runs <paramref name="script"/>.</summary>
    public static FakeHost OpenedScript(string script) =>
        Script($$"""printf '\040\000\000\000{"type":"opened","page_count":1}'""" + $"\n{script}");

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    public IAsyncEnumerable<EngineMessage> Run(CancellationTokenSource? stop = null, int firstPage = 1) =>
        Runner().RunAsync(Request(firstPage), stop?.Token ?? CancellationToken.None);

    /// <summary>Runs it to its end.</summary>
    public Task<List<EngineMessage>> RunAsync(CancellationTokenSource? stop = null, int firstPage = 1) =>
        Run(stop, firstPage).ToListAsync(CancellationToken.None).AsTask();

    /// <summary>Runs it until it has opened the document.</summary>
    /// <returns>The rest of the run.</returns>
    public async Task<Task> OpenAsync(CancellationTokenSource stop)
    {
        var stream = Run(stop).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await stream.MoveNextAsync());
        Assert.IsType<EngineMessage.Opened>(stream.Current);
        return RestAsync(stream);
    }

    private static async Task RestAsync(IAsyncEnumerator<EngineMessage> stream)
    {
        await using (stream)
        {
            while (await stream.MoveNextAsync()) Assert.NotNull(stream.Current);
        }
    }

    private EngineHostRunner Runner() =>
        new(_launcher, Microsoft.Extensions.Options.Options.Create(Options), TimeProvider.System, Log.For<EngineHostRunner>());

    private EngineRequest Request(int firstPage) => new()
    {
        DocumentPath = PathOf("document"),
        FileName = "a.txt",
        Model = "retab-small",
        TableFormat = TableFormat.Html,
        ImageResolutionDpi = 192,
        FirstPage = firstPage,
    };

    public void Put(byte[] document) => File.WriteAllBytes(PathOf("document"), document);

    /// <summary>Waits until the script runs.</summary>
    public async Task<int> ProcessIdAsync() => int.Parse(
        await Eventually.BecomesAsync(() => File.Exists(PathOf("pid")) ? File.ReadAllText(PathOf("pid")) : "", text => text.EndsWith('\n')),
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until the process is no more.</summary>
    public static Task IsGoneAsync(int processId) => Eventually.IsTrueAsync(() => !Directory.Exists($"/proc/{processId}"));

    public void Dispose()
    {
        _launcher.Dispose();
        _directory.Delete(recursive: true);
    }
}
