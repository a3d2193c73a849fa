using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Benchmarks.Isolation;

/// <summary>The worker's own pool with one host, as a slot of a busy worker uses it.</summary>
internal sealed class WarmHost : IAsyncDisposable
{
    private readonly TestMeters _meters = new();
    private readonly LaunchThread _launcher = new();
    private readonly WorkFolder _work = new(NullLogger<WorkFolder>.Instance);
    private readonly HostPool _pool;
    private readonly EngineHostRunner _runner;

    public WarmHost()
    {
        // One host throughout: a replaced one would compile its engines again.
        var options = Options.Create(new EngineOptions { DocumentsPerHost = 100_000, KeptMemoryMb = 4096 });
        // As a worker's, but for the user, whom documents would be given to: these are the benchmark's own.
        var sandbox = HostSandbox.For(options.Value);
        var starter = new HostStarter(
            SandboxMode.Auto, sandbox, _launcher, _work, options, new EngineMetrics(_meters), TimeProvider.System,
            NullLogger<HostProcess>.Instance);
        _pool = new HostPool(starter, Options.Create(new WorkerOptions { Slots = 1 }), options, TimeProvider.System,
            NullLogger<HostPool>.Instance);
        _runner = new EngineHostRunner(_pool, options, TimeProvider.System);
    }

    /// <summary>Processor time of the host; zero before its first document.</summary>
    public TimeSpan Cpu => _pool.Idle is [var id] ? ProcessCost.Cpu(id) : TimeSpan.Zero;

    /// <returns>False when the document was refused.</returns>
    public async Task<bool> ReadAsync(string path)
    {
        var request = new EngineRequest
        {
            DocumentPath = path,
            FileName = Path.GetFileName(path),
            Settings = new ParseSettings { Model = EngineProfile.TextLayerOnly },
            FirstPage = 1,
        };
        var last = await _runner.RunAsync(request, starved: null, CancellationToken.None).LastAsync();
        return last is EngineMessage.Finished;
    }

    public int Id => _pool.Idle[0];

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        _launcher.Dispose();
        _work.Dispose();
        _meters.Dispose();
    }
}
