using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Vision;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>A vision model whose endpoint and clock belong to the test.</summary>
internal sealed class VisionHarness : IAsyncDisposable
{
    public const string Secret = "sk-very-secret";

    private VisionHarness(VisionServer server, ModelOptions options)
    {
        Server = server;
        Model = new VisionModel("eyes", options, Time, Log);
    }

    public VisionServer Server { get; }

    public VisionModel Model { get; }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public RecordedLog Log { get; } = new();

    public static EngineMessage.PageImage Image { get; } = new(3, "image/png", new byte[] { 1, 2, 3 });

    public static EngineRequest Request { get; } = new()
    {
        DocumentPath = "/nowhere",
        FileName = "a.pdf",
        Settings = new ParseSettings { Model = "eyes", Instructions = "Spell numbers out." },
        FirstPage = 1,
    };

    public static async Task<VisionHarness> StartAsync(Func<int, Microsoft.AspNetCore.Http.HttpContext, Task>? answer = null,
        Action<ModelOptions>? adjust = null)
    {
        var server = await VisionServer.StartAsync();
        if (answer is not null) server.Answer = answer;
        var options = OptionsFor(server);
        adjust?.Invoke(options);
        return new VisionHarness(server, options);
    }

    public static ModelOptions OptionsFor(VisionServer server) => new()
    {
        Endpoint = server.Endpoint,
        ApiKey = Secret,
        ModelId = "some-model",
        Attempts = 3,
    };

    public Task<EngineMessage> ReadAsync() => ReadUntilAsync(CancellationToken.None);

    /// <summary>A reading that hangs fails its test.</summary>
    public Task<EngineMessage> ReadUntilAsync(CancellationToken cancelled) =>
        Model.ReadAsync(Request, Image, cancelled).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);

    /// <summary>Lets the pauses between calls pass until the reading has ended.</summary>
    public async Task<EngineMessage> ReadThroughPausesAsync()
    {
        var reading = ReadAsync();
        await Eventually.IsTrueAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return reading.IsCompleted;
        });
        return await reading;
    }

    public async ValueTask DisposeAsync()
    {
        Model.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>An engine that says what the test wrote down.</summary>
internal sealed class WrittenEngine(params IReadOnlyList<EngineMessage> messages) : IEngineRunner
{
    /// <summary>Thrown after the messages.</summary>
    public Exception? Failure { get; init; }

    /// <summary>True once its stream was left.</summary>
    public bool Left { get; private set; }

    public async IAsyncEnumerable<EngineMessage> RunAsync(
        EngineRequest request, IProgress<TimeSpan>? starved,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            foreach (var message in messages)
            {
                await Task.Yield();
                stop.ThrowIfCancellationRequested();
                yield return message;
            }

            if (Failure is not null) throw Failure;
        }
        finally
        {
            Left = true;
        }
    }
}
