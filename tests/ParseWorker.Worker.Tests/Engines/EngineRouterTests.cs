using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

public sealed class EngineRouterTests
{
    private readonly AskedRunner _hosts = new("hosts");
    private readonly AskedRunner _vision = new("vision");
    private readonly EngineRouter _router;

    public EngineRouterTests() => _router = new EngineRouter(_hosts, _vision, new ModelCatalog(new()
    {
        ["eyes"] = new ModelOptions { Endpoint = new Uri("http://x/v1"), ModelId = "vl" },
    }));

    [Theory]
    [InlineData("retab-micro", "hosts")]
    [InlineData("retab-large", "hosts")]
    [InlineData("eyes", "vision")]
    public async Task Run_KnownModel_GoesToItsRunnerAlone(string model, string expected)
    {
        var messages = await RunAsync(model);

        Assert.Equal(expected, Assert.IsType<EngineMessage.PageText>(Assert.Single(messages)).Text);
        Assert.Equal(1, _hosts.Asked + _vision.Asked);
    }

    [Fact]
    public async Task Run_UnknownModel_IsRefusedAndNobodyIsAsked()
    {
        var messages = await RunAsync("of-another-api");

        Assert.Equal(ParseErrorCodes.ModelNotConfigured, Assert.IsType<EngineMessage.Refused>(Assert.Single(messages)).Error.Code);
        Assert.Equal(0, _hosts.Asked + _vision.Asked);
    }

    // A worker without the model that its API has must say so, not read the document with what an alias of that name leads to.
    [Fact]
    public async Task Run_NameThatIsAnAliasHere_IsRefused()
    {
        var router = new EngineRouter(_hosts, _vision, new ModelCatalog(new(), new ModelAliasOptions { Names = "gpt-4o*=retab-small" }));

        var messages = await RunAsync("gpt-4o-mini", router);

        Assert.Equal(ParseErrorCodes.ModelNotConfigured, Assert.IsType<EngineMessage.Refused>(Assert.Single(messages)).Error.Code);
    }

    private ValueTask<List<EngineMessage>> RunAsync(string model, EngineRouter? router = null) =>
        (router ?? _router)
            .RunAsync(VisionHarness.Request with { Settings = new ParseSettings { Model = model } }, null, CancellationToken.None)
            .ToListAsync();

    /// <summary>Answers every document with one page, and counts them.</summary>
    private sealed class AskedRunner(string text) : IEngineRunner
    {
        public int Asked { get; private set; }

        public IAsyncEnumerable<EngineMessage> RunAsync(EngineRequest request, IProgress<TimeSpan>? starved, CancellationToken stop)
        {
            Asked++;
            return AsyncEnumerable.Repeat<EngineMessage>(new EngineMessage.PageText(1, text), 1);
        }
    }
}
