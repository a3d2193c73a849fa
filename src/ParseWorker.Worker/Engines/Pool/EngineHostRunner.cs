using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines.Pool;

/// <summary>Runs each document in its own engine host, so a faulty document affects nothing else.</summary>
internal sealed class EngineHostRunner(HostPool pool, IOptions<EngineOptions> options, TimeProvider time) : IEngineRunner
{
    /// <summary>Hosts that may die before they hear of one document; more is no accident.</summary>
    private const int Hosts = 3;

    public async IAsyncEnumerable<EngineMessage> RunAsync(
        EngineRequest request, IProgress<TimeSpan>? starved, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var run = await BeginAsync(request, starved, stop);
        var limits = new DocumentLimits(options.Value);
        while (true)
        {
            var message = await run.ReadAsync();
            limits.Count(message);
            yield return message;
            if (message.IsEnding) yield break;
        }
    }

    private async Task<HostRun> BeginAsync(EngineRequest request, IProgress<TimeSpan>? starved, CancellationToken stop)
    {
        try
        {
            for (var hosts = 0; hosts < Hosts; hosts++)
            {
                var run = new HostRun(await pool.RentAsync(stop), pool, options.Value, starved, time);
                if (await IsTakenAsync(run, request, stop)) return run;
            }
        }
        catch (OperationCanceledException exception)
        {
            // Also when its time ran out meanwhile: no engine has seen the document.
            throw new EngineNotStartedException("It was told to stop before an engine host had taken the document.", exception);
        }

        throw new EngineNotStartedException($"{Hosts} engine hosts in a row died before they heard of the document.");
    }

    private static async Task<bool> IsTakenAsync(HostRun run, EngineRequest request, CancellationToken stop)
    {
        var taken = false;
        try
        {
            return taken = await run.BeginAsync(request, stop);
        }
        finally
        {
            if (!taken) await run.DisposeAsync();
        }
    }
}
