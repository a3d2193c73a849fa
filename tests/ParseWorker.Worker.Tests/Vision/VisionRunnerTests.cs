using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;
using ParseWorker.Worker.Vision;

namespace ParseWorker.Worker.Tests.Vision;

public sealed class VisionRunnerTests
{
    [Fact]
    public async Task Run_ManyPages_AreReadSomeAtATimeAndComeInOrder()
    {
        await using var vision = await VisionHarness.StartAsync(adjust: options => options.Concurrency = 3);
        var gate = new TaskCompletionSource();
        vision.Server.Answer = async (_, context) =>
        {
            await gate.Task;
            await VisionServer.TellAsync(context, "answer");
        };

        var running = ReadAllAsync(vision,
            new WrittenEngine([new EngineMessage.Opened(20), .. Images(20), new EngineMessage.Finished(20)]));
        await Eventually.IsTrueAsync(() => vision.Server.Calls.Count == 3);
        gate.SetResult();
        var messages = await running;

        Assert.Equal(Enumerable.Range(1, 20), messages.OfType<EngineMessage.PageText>().Select(page => page.Number));
        Assert.Equal(new EngineMessage.Finished(20), messages[^1]);
        Assert.Equal((20, 3), (vision.Server.Calls.Count, vision.Server.MostAtATime));
    }

    [Fact]
    public async Task Run_PagesThatAreText_ComeAsTheyAre()
    {
        await using var vision = await VisionHarness.StartAsync();

        var messages = await ReadAllAsync(vision,
            new WrittenEngine(new EngineMessage.Opened(1), new EngineMessage.PageText(1, "as it is"), new EngineMessage.Finished(1)));

        Assert.Equal("as it is", messages.OfType<EngineMessage.PageText>().Single().Text);
        Assert.Empty(vision.Server.Calls);
    }

    [Fact]
    public async Task Run_OnePageRefused_CostsThatPage()
    {
        await using var vision = await VisionHarness.StartAsync(
            (call, context) => VisionServer.TellAsync(context, call == 2 ? null : "text", refusal: call == 2 ? "No." : null),
            options => options.Concurrency = 1);

        var messages = await ReadAllAsync(vision, new WrittenEngine([.. Images(3), new EngineMessage.Finished(3)]));

        Assert.Equal([null, ParseErrorCodes.ModelRefused, null],
            messages.OfType<EngineMessage.PageText>().Select(page => page.Failure?.Code));
        Assert.Equal(new EngineMessage.Finished(3), messages[^1]);
    }

    [Fact]
    public async Task Run_EveryPageRefused_RefusesTheDocument()
    {
        await using var vision = await VisionHarness.StartAsync((_, context) => VisionServer.TellAsync(context, null, refusal: "No."));

        var messages = await ReadAllAsync(vision, new WrittenEngine([.. Images(3), new EngineMessage.Finished(3)]));

        Assert.Equal(ParseErrorCodes.ModelRefused, Assert.IsType<EngineMessage.Refused>(messages[^1]).Error.Code);
    }

    [Fact]
    public async Task Run_EndpointThatTakesNothing_EndsWithTheRefusalAndLeavesTheEngine()
    {
        await using var vision = await VisionHarness.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        var engine = new WrittenEngine([.. Images(50), new EngineMessage.Finished(50)]);

        var messages = await ReadAllAsync(vision, engine);

        Assert.Equal(ParseErrorCodes.ModelRejected, Assert.IsType<EngineMessage.Refused>(Assert.Single(messages)).Error.Code);
        Assert.True(engine.Left);
        Assert.True(vision.Server.Calls.Count < 50);
    }

    [Fact]
    public async Task Run_Stopped_AbortsEveryCallAndLeavesTheEngine()
    {
        await using var vision = await VisionHarness.StartAsync((_, context) => VisionServer.StallAsync(context),
            options => options.Concurrency = 3);
        var engine = new WrittenEngine([.. Images(20), new EngineMessage.Finished(20)]);
        using var stop = new CancellationTokenSource();
        var running = ReadUntilAsync(vision, engine, stop.Token);
        await Eventually.IsTrueAsync(() => vision.Server.Calls.Count == 3);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.IsTrueAsync(() => vision.Server.Aborted == 3);
        Assert.True(engine.Left);
    }

    [Fact]
    public async Task Run_EngineThatCrashes_CrashesAfterThePagesBeforeIt()
    {
        await using var vision = await VisionHarness.StartAsync();
        var engine = new WrittenEngine([.. Images(2)]) { Failure = new EngineCrashedException("It died.") };
        var pages = new List<EngineMessage>();

        await Assert.ThrowsAsync<EngineCrashedException>(async () =>
        {
            await foreach (var message in VisionRunner.ReadAsync(engine, vision.Model, VisionHarness.Request, null,
                CancellationToken.None)) pages.Add(message);
        });

        Assert.Equal(2, pages.Count);
    }

    private static IEnumerable<EngineMessage> Images(int count) =>
        Enumerable.Range(1, count).Select(number => new EngineMessage.PageImage(number, "image/png", new byte[] { 1 }));

    private static Task<List<EngineMessage>> ReadAllAsync(VisionHarness vision, WrittenEngine engine) =>
        ReadUntilAsync(vision, engine, CancellationToken.None);

    /// <summary>A reading that hangs fails its test.</summary>
    private static async Task<List<EngineMessage>> ReadUntilAsync(VisionHarness vision, WrittenEngine engine, CancellationToken stopped) =>
        await VisionRunner.ReadAsync(engine, vision.Model, VisionHarness.Request, null, stopped).ToListAsync(CancellationToken.None)
            .AsTask().WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
}
