using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;

namespace ParseWorker.Worker.Vision;

/// <summary>
/// Has the pages of a document read by a vision model. An engine host draws them and this process asks the model: the credentials stay
/// here, and the host needs no network.
/// </summary>
internal sealed class VisionRunner(EngineHostRunner hosts, VisionModels models, IOptions<EngineOptions> options) : IEngineRunner
{
    /// <summary>As <see cref="IEngineRunner.RunAsync"/>; the request's model must be a vision model.</summary>
    public IAsyncEnumerable<EngineMessage> RunAsync(EngineRequest request, IProgress<TimeSpan>? starved, CancellationToken stop) =>
        LimitedAsync(ReadAsync(hosts, models.Get(request.Settings.Model), request with { PageImages = true }, starved, stop));

    /// <summary>What the model writes counts like what an engine writes: the host's own limits saw images only.</summary>
    private async IAsyncEnumerable<EngineMessage> LimitedAsync(IAsyncEnumerable<EngineMessage> messages)
    {
        var limits = new DocumentLimits(options.Value);
        await foreach (var message in messages.WithCancellation(CancellationToken.None))
        {
            limits.Count(message);
            yield return message;
        }
    }

    /// <summary>Has the pages of <paramref name="engine"/> read, some at a time; they come in order.</summary>
    internal static async IAsyncEnumerable<EngineMessage> ReadAsync(
        IEngineRunner engine, VisionModel model, EngineRequest request, IProgress<TimeSpan>? starved,
        [EnumeratorCancellation] CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ahead = Channel.CreateBounded<Task<EngineMessage>>(Math.Max(1, model.Concurrency - 1));
        var feeding = FeedAsync(
            engine.RunAsync(request, starved, over.Token), image => model.ReadAsync(request, image, over.Token), ahead.Writer, over.Token);
        var failures = new PageFailures();
        try
        {
            await foreach (var next in ahead.Reader.ReadAllAsync(CancellationToken.None))
            {
                var message = await next;

                // The host comes to its own end too, and takes the next document unless it is stopped now.
                if (message is EngineMessage.Finished) await feeding;
                yield return failures.Check(message);
                if (message.IsEnding) yield break;
            }
        }
        finally
        {
            // Nothing outlives the document: neither its host nor a call about it.
            await over.CancelAsync();
            await feeding;
            while (ahead.Reader.TryRead(out var call)) await SettledAsync(call);
        }
    }

    /// <summary>Starts a call for every image; waits while enough are under way.</summary>
    private static async Task FeedAsync(
        IAsyncEnumerable<EngineMessage> messages, Func<EngineMessage.PageImage, Task<EngineMessage>> read,
        ChannelWriter<Task<EngineMessage>> ahead, CancellationToken token)
    {
        Task<EngineMessage>? unsent = null;
        try
        {
            await foreach (var message in messages.WithCancellation(CancellationToken.None))
            {
                unsent = message is EngineMessage.PageImage image ? read(image) : Task.FromResult(message);
                await ahead.WriteAsync(unsent, token);
                unsent = null;
            }

            ahead.Complete();
        }
        catch (Exception exception)
        {
            // The reader gets it after the pages that came before.
            ahead.TryComplete(exception);
            if (unsent is not null) await SettledAsync(unsent);
        }
    }

    private static Task SettledAsync(Task call) =>
        call.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
