using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Tests.Kit;
using ParseWorker.Worker.Vision;

namespace ParseWorker.Worker.Tests.Vision;

/// <summary>Parses that a vision model reads, with a real engine host, a real database and a real connection to a model that
/// isn't.</summary>
[Trait("Needs", "Hosts")]
public sealed class VisionParseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Parse_PdfByAVisionModel_CompletesWithItsTextTokensAndRate()
    {
        await using var server = await VisionServer.StartAsync();
        server.Answer = (call, context) =>
            VisionServer.TellAsync(context, call == 2 ? null : $"Answer {call}.", refusal: call == 2 ? "No." : null);
        await using var worker = await StartAsync(server);
        var id = await PendingAsync(worker, SampleDocuments.Pdf(pages: 3));

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Completed, 3 * 2.5m, 3000L, 60L), (parse.Status, parse.Credits, parse.InputTokens, parse.OutputTokens));
        Assert.Equal(["Answer 1.", "", "Answer 3."], (await worker.PagesAsync(id)).Select(page => page.Text));
        Assert.All(server.Calls, call => Assert.StartsWith("data:image/jpeg;base64,/9j/", call.Image, StringComparison.Ordinal));
        var events = await worker.Queries.ReadEventsAsync(id, 1, 9, CancellationToken.None);
        Assert.Equal("page_failed 2 model_refused",
            events.Where(e => e.Kind == ParseEventKind.PageFailed).Select(e => $"{e.Kind.ToWire()} {e.Detail}").Single());
    }

    [Fact]
    public async Task Parse_CancelledInTheMiddleOfACall_EndsCancelledAndTheCallIsAborted()
    {
        await using var server = await VisionServer.StartAsync();
        server.Answer = (_, context) => VisionServer.StallAsync(context);
        await using var worker = await StartAsync(server);
        var id = await PendingAsync(worker, SampleDocuments.Pdf(pages: 3));
        var running = worker.RunAsync(id);
        await Eventually.IsTrueAsync(() => !server.Calls.IsEmpty);

        await worker.CancelAsync(id);
        await running;

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Cancelled, false), (parse.Status, parse.Cancellation!.Forced));
        await Eventually.IsTrueAsync(() => server.Aborted == server.Calls.Count);
    }

    [Fact]
    public async Task Parse_ModelWritesMoreTextThanAllowed_FailsAsOfAnyEngine()
    {
        await using var server = await VisionServer.StartAsync();
        var half = new string('x', 600 * 1024);
        server.Answer = (_, context) => VisionServer.TellAsync(context, half);
        await using var worker = await StartAsync(server, services => services.Configure<EngineOptions>(options => options.MaxTextMb = 1));
        var id = await PendingAsync(worker, SampleDocuments.Pdf(pages: 3));

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Failed, ParseErrorCodes.ExpandedTooLarge), (parse.Status, parse.Error?.Code));
    }

    [Fact]
    public async Task Parse_ModelThatThisWorkerDoesNotHave_FailsAndSaysSo()
    {
        await using var server = await VisionServer.StartAsync();
        await using var worker = await StartAsync(server);
        var id = await PendingAsync(worker, SampleDocuments.Pdf(pages: 1), "other-eyes");

        await worker.RunAsync(id);

        Assert.Equal(ParseErrorCodes.ModelNotConfigured, (await worker.FindAsync(id)).Error!.Code);
    }

    [Fact]
    public async Task Parse_UnavailableModel_IsTriedAgainLater()
    {
        await using var server = await VisionServer.StartAsync();
        server.Answer = (_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "900";
            return Task.CompletedTask;
        };
        await using var worker = await StartAsync(server);
        var id = await PendingAsync(worker, SampleDocuments.Pdf(pages: 1));

        await worker.RunAsync(id);

        Assert.Equal((ParseStatus.Queued, 1), (await worker.FindAsync(id)) is var parse ? (parse.Status, parse.AttemptsSpent) : default);
    }

    private Task<WorkerHarness> StartAsync(VisionServer server, Action<IServiceCollection>? more = null) =>
        WorkerHarness.StartAsync(database, services =>
    {
        more?.Invoke(services);
        services.Configure<ModelsOptions>(models =>
        {
            var eyes = VisionHarness.OptionsFor(server);
            (eyes.CreditsPerPage, eyes.Concurrency) = (2.5m, 1);
            models["eyes"] = eyes;
        });
        services.AddSingleton<IEngineRunner>(provider => new EngineRouter(
            provider.GetRequiredService<EngineHostRunner>(), provider.GetRequiredService<VisionRunner>(),
                provider.GetRequiredService<ModelCatalog>()));
    });

    private static async Task<ParseId> PendingAsync(WorkerHarness worker, byte[] document, string model = "eyes")
    {
        var settings = new ParseSettings { Model = model };
        var parse = await worker.Parses.NewAsync(document: document, fileName: "a.pdf") with { Settings = settings };
        await worker.Store.CreateAsync(parse, CancellationToken.None);
        return parse.Id;
    }
}
