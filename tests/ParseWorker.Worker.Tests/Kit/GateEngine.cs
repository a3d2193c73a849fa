using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Worker.Engines;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>An engine that does what its test says, page by page.</summary>
internal sealed class GateEngine : IEngineRunner
{
    private readonly ConcurrentQueue<EngineRequest> _requests = [];

    public IReadOnlyCollection<EngineRequest> Requests => _requests;

    /// <summary>What it does; three pages unless said otherwise.</summary>
    public Func<EngineRequest, CancellationToken, IAsyncEnumerable<EngineMessage>> Script { get; set; } =
        (request, _) => Pages(request.FirstPage, 3);

    public IAsyncEnumerable<EngineMessage> RunAsync(EngineRequest request, IProgress<TimeSpan>? starved, CancellationToken stop)
    {
        _requests.Enqueue(request);
        return Script(request, stop);
    }

    public static string TextOf(int page) => $"Text of page {page}.";

    public static EngineMessage.PageText Page(int number) => new(number, TextOf(number));

    /// <summary>A document that runs through.</summary>
    public static async IAsyncEnumerable<EngineMessage> Pages(int first, int count)
    {
        await Task.Yield();
        yield return new EngineMessage.Opened(count);
        for (var number = first; number <= count; number++) yield return Page(number);
        yield return new EngineMessage.Finished(count);
    }

    /// <summary>An engine that says no, whatever the document.</summary>
    public static async IAsyncEnumerable<EngineMessage> Refuse(string code)
    {
        await Task.Yield();
        yield return new EngineMessage.Refused(new ParseError(code, "The test's engine says so."));
    }

    /// <summary>Some pages, then the gate; told to stop before it opens, it stops as a good engine does.</summary>
    public static async IAsyncEnumerable<EngineMessage> StopAt(Gate gate, int pages, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return new EngineMessage.Opened(pages + 1);
        for (var number = 1; number <= pages; number++) yield return Page(number);
        if (await IsStoppedAsync(gate, stop))
        {
            yield return new EngineMessage.Stopped();
            yield break;
        }

        yield return Page(pages + 1);
        yield return new EngineMessage.Finished(pages + 1);
    }

    /// <summary>Some pages, then the gate, then the end of its process.</summary>
    public static async IAsyncEnumerable<EngineMessage> ThrowAt(int first, int pages, Func<Exception> end, Gate? gate = null)
    {
        for (var number = first; number < first + pages; number++) yield return Page(number);
        if (gate is not null) await gate.PassAsync();
        throw end();
    }

    private static async Task<bool> IsStoppedAsync(Gate gate, CancellationToken stop)
    {
        try
        {
            await gate.PassAsync(stop);
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
    }
}
