using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

[Trait("Needs", "Ocr")]
public sealed class EngineProofTests : IDisposable
{
    private readonly GateEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly WorkFolder _work;
    private readonly EngineProof _proof;

    public EngineProofTests()
    {
        _work = new WorkFolder(_log.For<WorkFolder>());
        _proof = new EngineProof(_engine, _work, _time, _log.For<EngineProof>());
    }

    [Fact]
    public async Task Read_ByTheRealHost_FindsTheTextOfBothAndLeavesNothing()
    {
        await using var host = FakeHost.Real();
        host.FilesSandboxed = true;
        var runner = new EngineHostRunner(host.Pool, Options.Create(host.Options), TimeProvider.System);
        List<EngineMessage> heard = [];
        _engine.Script = (request, stop) => HearAsync(runner.RunAsync(request, starved: null, stop), heard, stop);

        await _proof.ReadAsync(CancellationToken.None);

        Assert.Equal(2, heard.OfType<EngineMessage.Finished>().Count());
        Assert.All(heard.OfType<EngineMessage.PageText>(), page => Assert.Contains("document", page.Text, StringComparison.Ordinal));
        Assert.Equal(2, heard.OfType<EngineMessage.PageText>().Count());
        Assert.Empty(Directory.GetDirectories(_work.Path));
    }

    [Fact]
    public async Task Read_RefusedByTheEngine_IsProofAllTheSame()
    {
        _engine.Script = (_, _) => GateEngine.Refuse("no_text_layer");

        await _proof.ReadAsync(CancellationToken.None);

        Assert.Equal(2, _engine.Requests.Count);
    }

    [Fact]
    public async Task Read_HostCrashes_SaysSo()
    {
        _engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));

        await Assert.ThrowsAsync<EngineCrashedException>(() => _proof.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Read_HostIsNotDoneInTime_CountsAsACrash()
    {
        var gate = new Gate();
        _engine.Script = (_, stop) => GateEngine.StopAt(gate, 1, stop);
        var reading = _proof.ReadAsync(CancellationToken.None);
        await gate.Reached;

        _time.Advance(TimeSpan.FromMinutes(1));

        var failure = await Assert.ThrowsAsync<EngineCrashedException>(() => reading);
        Assert.Contains("proof.pdf", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WorkerStops_IsNeither()
    {
        var gate = new Gate();
        using var stop = new CancellationTokenSource();
        _engine.Script = (_, told) => GateEngine.StopAt(gate, 1, told);
        var reading = _proof.ReadAsync(stop.Token);
        await gate.Reached;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    public void Dispose()
    {
        _work.Dispose();
        _log.Dispose();
    }

    private static async IAsyncEnumerable<EngineMessage> HearAsync(
        IAsyncEnumerable<EngineMessage> messages, List<EngineMessage> heard, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var message in messages.WithCancellation(token))
        {
            heard.Add(message);
            yield return message;
        }
    }
}
