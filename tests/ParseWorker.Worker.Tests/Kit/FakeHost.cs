using System.Text;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>A document and a pool of engine hosts: the project's own, one with an engine of faults, or shell scripts of the
/// test's.</summary>
internal sealed class FakeHost : IAsyncDisposable
{
    /// <summary>The line of a script that gets ready.</summary>
    public static readonly string GetsReady = Says("""{"type":"ready","offline":true}""");

    /// <summary>The line of a script that takes its document from the pipe.</summary>
    public static readonly string TakesDocument =
        $"""n=$(head -c 4 | od -An -tu4); head -c $n >/dev/null; {Says("""{"type":"taken"}""")}""";

    /// <summary>Longer than a test should take; a run that hangs fails its test and not the suite.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Lazy<LaunchThread> _launcher;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parseworker-test-");
    private readonly WorkFolder _work;
    private readonly Lazy<HostStarter> _starter;
    private readonly Lazy<HostPool> _pool;

    private FakeHost(EngineOptions options)
    {
        Options = options;
        _work = new WorkFolder(Log.For<WorkFolder>());
        Put(); // for scripts, which read no document but are given one
        _launcher = new Lazy<LaunchThread>(() => new LaunchThread());
        _starter = new Lazy<HostStarter>(() =>
            new HostStarter(
                Options.Sandbox, FilesSandboxed ? HostSandbox.For(Options) : HostSandbox.None, _launcher.Value, _work, Wrapped(Options),
                new EngineMetrics(Meters), PoolTime, Log.For<HostProcess>()));
        _pool = new Lazy<HostPool>(() =>
            new HostPool(
                Starter, Wrapped(new WorkerOptions { Slots = Slots, SpareSlot = false }), Wrapped(Options), PoolTime, Log.For<HostPool>()));
    }

    /// <summary>Set before the first run.</summary>
    public EngineOptions Options { get; }

    /// <summary>Hosts of the pool. Set before the first run.</summary>
    public int Slots { get; set; } = 1;

    /// <summary>Whether hosts run in the file sandbox and as their own user, as a worker's do; scripts need the test's directory. Set
    /// before the first run.</summary>
    public bool FilesSandboxed { get; set; }

    /// <summary>Tells the age of hosts. Set before the first run.</summary>
    public TimeProvider PoolTime { get; set; } = TimeProvider.System;

    public RecordedLog Log { get; } = new();

    public TestMeters Meters { get; } = new();

    public HostStarter Starter => _starter.Value;

    public HostPool Pool => _pool.Value;

    /// <summary>The directory that holds the hosts' own.</summary>
    public string WorkPath => _work.Path;

    /// <summary>The project's own host.</summary>
    public static FakeHost Real() =>
        new(new EngineOptions
        {
            Grace = TimeSpan.FromSeconds(20),
            KeptMemoryMb = 1024,
            OcrModels = OcrModelFiles.Folder,
            HostUser = EngineUser.Name,
        });

    /// <summary>The project's own host with the test's engine: each line of the document is a page, and maybe a fault.</summary>
    public static FakeHost Faulty(params string[] lines)
    {
        var host = Real();
        host.Options.HostPath = Repository.Program("ParseWorker.FaultyHost", "tests");
        host.Options.CheckInterval = TimeSpan.FromMilliseconds(50);
        host.Put(lines);
        return host;
    }

    /// <summary>A host that gets ready, takes its document, and then runs <paramref name="script"/>, which knows nothing of the
    /// protocol.</summary>
    public static FakeHost Script(string script) => RawScript($"{GetsReady}\n{TakesDocument}\n{script}");

    /// <summary>A host that says it has opened the document, and then runs <paramref name="script"/>.</summary>
    public static FakeHost OpenedScript(string script) => Script($"{Says("""{"type":"opened","page_count":1}""")}\n{script}");

    /// <summary>A host that is nothing but <paramref name="script"/>, run in the test's directory.</summary>
    public static FakeHost RawScript(string script)
    {
        var host = new FakeHost(new EngineOptions { CheckInterval = TimeSpan.FromMilliseconds(50) });
        host.Options.HostPath = host.PathOf("host");
        File.WriteAllText(host.Options.HostPath, $"#!/bin/sh\ncd {host._directory.FullName}\n[ -e pid ] || echo $$ > pid\n{script}\n");
        File.SetUnixFileMode(host.Options.HostPath, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return host;
    }

    /// <summary>The line of a script that sends a message.</summary>
    public static string Says(string json) => $"""printf '\{Convert.ToString(json.Length, 8).PadLeft(3, '0')}\000\000\000{json}'""";

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    public void Put(byte[] document)
    {
        // Hosts hold the one before under a name of their own.
        File.Delete(DocumentPath);
        File.WriteAllBytes(DocumentPath, document);
    }

    public void Put(params string[] lines) => Put(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public IAsyncEnumerable<EngineMessage> Run(
        CancellationTokenSource? stop = null, int firstPage = 1, IProgress<TimeSpan>? starved = null, TimeProvider? time = null) =>
        new EngineHostRunner(Pool, Wrapped(Options), time ?? TimeProvider.System)
            .RunAsync(Request(firstPage), starved, stop?.Token ?? CancellationToken.None);

    /// <summary>Runs it to its end.</summary>
    public Task<List<EngineMessage>> RunAsync(CancellationTokenSource? stop = null, int firstPage = 1) =>
        Run(stop, firstPage).ToListAsync(CancellationToken.None).AsTask().WaitAsync(Deadline);

    /// <summary>Runs a document of the faulty host to its end.</summary>
    /// <returns>The text of its last page.</returns>
    public async Task<string> RunAsync(params string[] lines)
    {
        Put(lines);
        return (await RunAsync()).OfType<EngineMessage.PageText>().Last().Text;
    }

    /// <summary>Runs it until it has opened the document.</summary>
    /// <returns>The rest of the run.</returns>
    public async Task<Task> OpenAsync(CancellationTokenSource stop)
    {
        var stream = Run(stop).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await stream.MoveNextAsync());
        Assert.IsType<EngineMessage.Opened>(stream.Current);
        return RestAsync(stream);
    }

    /// <summary>Waits until a host of the pool waits.</summary>
    /// <returns>Its process id.</returns>
    public async Task<int> IdleAsync() => (await Eventually.BecomesAsync(() => Pool.Idle, idle => idle.Count == Slots))[^1];

    /// <summary>Waits until the script runs.</summary>
    /// <returns>The process id of the first that did.</returns>
    public async Task<int> ProcessIdAsync() => int.Parse(
        await Eventually.BecomesAsync(() => File.Exists(PathOf("pid")) ? File.ReadAllText(PathOf("pid")) : "", text => text.EndsWith('\n')),
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Says a line to whatever of a script reads from this pipe, once it is there.</summary>
    public async Task SayAsync(string pipe)
    {
        await Eventually.IsTrueAsync(() => File.Exists(PathOf(pipe)));
        await File.WriteAllTextAsync(PathOf(pipe), "go\n", TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the process is no more.</summary>
    public static Task IsGoneAsync(int processId) => Eventually.IsTrueAsync(() => !Directory.Exists($"/proc/{processId}"));

    /// <summary>Waits until a script has come to its <c>exec sleep</c>: the process waits for something that is no processor.</summary>
    public static Task SleepsAsync(int processId) => Eventually.IsTrueAsync(() =>
        File.ReadAllText($"/proc/{processId}/comm") == "sleep\n" && !ProcessTree.ProcessorUseOf(processId).Wanting);

    /// <summary>True while a process of a script works in the test's directory.</summary>
    public bool IsAnyoneInside() =>
        Directory.GetDirectories("/proc").Any(process => new FileInfo(Path.Combine(process, "cwd")).LinkTarget == _directory.FullName);

    public async ValueTask DisposeAsync()
    {
        if (_pool.IsValueCreated) await _pool.Value.DisposeAsync();
        if (_launcher.IsValueCreated) _launcher.Value.Dispose();
        _work.Dispose();
        Meters.Dispose();
        _directory.Delete(recursive: true);
    }

    public static IOptions<T> Wrapped<T>(T options)
        where T : class => Microsoft.Extensions.Options.Options.Create(options);

    private static async Task RestAsync(IAsyncEnumerator<EngineMessage> stream)
    {
        await using (stream)
        {
            while (await stream.MoveNextAsync()) Assert.NotNull(stream.Current);
        }
    }

    private string DocumentPath => Path.Combine(WorkPath, "document");

    private EngineRequest Request(int firstPage) => new()
    {
        DocumentPath = DocumentPath,
        FileName = "a.txt",
        Settings = new ParseSettings { Model = "retab-small" },
        FirstPage = firstPage,
    };
}
