using Microsoft.AspNetCore.Http;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Vision;

/// <summary>A model's endpoint that streams, stalls, errs and lies.</summary>
public sealed class VisionModelTests
{
    [Fact]
    public async Task Read_Page_SendsImageInstructionsAndTableFormatUnderTheKey()
    {
        await using var vision = await VisionHarness.StartAsync();

        var page = Assert.IsType<EngineMessage.PageText>(await vision.ReadAsync());

        Assert.Equal(new EngineMessage.PageText(3, "text") { InputTokens = 1000, OutputTokens = 20 }, page);
        var call = Assert.Single(vision.Server.Calls);
        Assert.Equal(("/v1/chat/completions", $"Bearer {VisionHarness.Secret}"), (call.Path, call.Authorization));
        Assert.Equal("some-model", call.Body.GetProperty("model").GetString());
        Assert.Equal("data:image/png;base64,AQID", call.Image);
        Assert.Contains("Spell numbers out.", call.Prompt, StringComparison.Ordinal);
        Assert.Contains("HTML", call.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AnswerInDribbles_IsReadToItsEnd()
    {
        await using var vision = await VisionHarness.StartAsync(async (_, context) =>
        {
            context.Response.ContentType = "application/json";
            foreach (var letter in VisionServer.Completion("slow text").ToJsonString())
            {
                await context.Response.WriteAsync($"{letter}", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });

        Assert.Equal("slow text", Assert.IsType<EngineMessage.PageText>(await vision.ReadAsync()).Text);
    }

    [Fact]
    public async Task Read_429WithRetryAfter_IsTriedAgainThenAndNotBefore()
    {
        await using var vision = await VisionHarness.StartAsync((call, context) =>
        {
            if (call > 1) return VisionServer.TellAsync(context, "text");
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        });

        var reading = vision.ReadAsync();
        await Eventually.IsTrueAsync(() => vision.Log.Count(4501) == 1);
        vision.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(vision.Server.Calls);
        await Eventually.IsTrueAsync(() =>
        {
            vision.Time.Advance(TimeSpan.FromSeconds(0.1));
            return reading.IsCompleted;
        });

        Assert.IsType<EngineMessage.PageText>(await reading);
        Assert.Equal(2, vision.Server.Calls.Count);
    }

    [Fact]
    public async Task Read_RetryAfterThatIsTooLong_GivesUpAtOnce()
    {
        await using var vision = await VisionHarness.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });

        AssertRefused(ParseErrorCodes.ModelUnavailable, await vision.ReadAsync());
        Assert.Single(vision.Server.Calls);
    }

    [Theory]
    [InlineData("500", ParseErrorCodes.ModelUnavailable)]
    [InlineData("dropped", ParseErrorCodes.ModelUnavailable)]
    [InlineData("cut off", ParseErrorCodes.ModelUnavailable, ParseErrorCodes.ModelAnswerInvalid)]
    [InlineData("broken JSON", ParseErrorCodes.ModelAnswerInvalid)]
    [InlineData("a web page", ParseErrorCodes.ModelAnswerInvalid)]
    [InlineData("no choices", ParseErrorCodes.ModelAnswerInvalid)]
    [InlineData("huge", ParseErrorCodes.ModelAnswerInvalid, ParseErrorCodes.ModelUnavailable)] // its time may run out before its room
    public async Task Read_FaultOfTheEndpoint_IsTriedAgainUntilTheAttemptsAreSpent(string fault, params string[] codes)
    {
        await using var lasting = await VisionHarness.StartAsync((_, context) => MisbehaveAsync(fault, context));
        await using var passing = await VisionHarness.StartAsync(
            (call, context) => call < 3 ? MisbehaveAsync(fault, context) : VisionServer.TellAsync(context, "text"));

        var refused = Assert.IsType<EngineMessage.Refused>(await lasting.ReadThroughPausesAsync());
        Assert.Equal("text", Assert.IsType<EngineMessage.PageText>(await passing.ReadThroughPausesAsync()).Text);

        Assert.Contains(refused.Error.Code, codes);
        Assert.Equal((3, 3), (lasting.Server.Calls.Count, passing.Server.Calls.Count));
        AssertNothingLeaked(lasting, refused);
    }

    [Fact]
    public async Task Read_StalledAnswer_IsAbortedAtItsTimeoutAndTriedAgain()
    {
        await using var vision = await VisionHarness.StartAsync((call, context) =>
            call == 1 ? VisionServer.StallAsync(context) : VisionServer.TellAsync(context, "text"));

        var reading = vision.ReadAsync();
        await Eventually.IsTrueAsync(() => !vision.Server.Calls.IsEmpty);
        vision.Time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.IsTrueAsync(() => vision.Server.Aborted == 1);
        await Eventually.IsTrueAsync(() =>
        {
            vision.Time.Advance(TimeSpan.FromSeconds(1));
            return reading.IsCompleted;
        });

        Assert.IsType<EngineMessage.PageText>(await reading);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Read_RequestThatIsNotTaken_IsNotTriedAgain(int status)
    {
        await using var vision = await VisionHarness.StartAsync((_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync(
                """{"error":{"message":"no: KEY page text"}}""".Replace("KEY", VisionHarness.Secret, StringComparison.Ordinal),
                context.RequestAborted);
        });

        var refused = AssertRefused(ParseErrorCodes.ModelRejected, await vision.ReadAsync());

        Assert.Contains($"{status}", refused.Error.Message, StringComparison.Ordinal);
        Assert.Equal("/v1/chat/completions", Assert.Single(vision.Server.Calls).Path);
        AssertNothingLeaked(vision, refused);
    }

    [Theory]
    [InlineData("some of it", "length", null, ParseErrorCodes.ModelAnswerTooLong)]
    [InlineData("", "content_filter", null, ParseErrorCodes.ModelRefused)]
    [InlineData(null, "stop", "I can't help with that.", ParseErrorCodes.ModelRefused)]
    [InlineData("", "stop", null, ParseErrorCodes.ModelAnswerEmpty)]
    [InlineData(" \n ", "stop", null, ParseErrorCodes.ModelAnswerEmpty)]
    public async Task Read_AnswerThatIsNoPage_CostsThatPageItsText(string? text, string finishReason, string? refusal, string code)
    {
        await using var vision = await VisionHarness.StartAsync((_, context) =>
            VisionServer.TellAsync(context, text, finishReason, refusal));

        var page = Assert.IsType<EngineMessage.PageText>(await vision.ReadAsync());
        Assert.Equal(("", code, 1000, 20), (page.Text, page.Failure?.Code, page.InputTokens, page.OutputTokens));
    }

    [Theory]
    [InlineData("```markdown\n# Title\n```", "# Title")]
    [InlineData("# Title\r\ntext\n", "# Title\ntext")]
    [InlineData("```json\n{}\n```", "```json\n{}\n```")]
    [InlineData("[Blank page]", "")]
    public async Task Read_AnswerInModelsManners_IsCleaned(string answer, string text)
    {
        await using var vision = await VisionHarness.StartAsync((_, context) => VisionServer.TellAsync(context, answer));

        Assert.Equal(new EngineMessage.PageText(3, text) { InputTokens = 1000, OutputTokens = 20 }, await vision.ReadAsync());
    }

    [Fact]
    public async Task Read_Cancelled_AbortsTheCall()
    {
        await using var vision = await VisionHarness.StartAsync((_, context) => VisionServer.StallAsync(context));
        using var cancel = new CancellationTokenSource();
        var reading = vision.ReadUntilAsync(cancel.Token);
        await Eventually.IsTrueAsync(() => !vision.Server.Calls.IsEmpty);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Eventually.IsTrueAsync(() => vision.Server.Aborted == 1);
    }

    [Fact]
    public async Task Read_CancelledInAPause_EndsAtOnce()
    {
        await using var vision = await VisionHarness.StartAsync((_, context) => MisbehaveAsync("500", context));
        using var cancel = new CancellationTokenSource();
        var reading = vision.ReadUntilAsync(cancel.Token);
        await Eventually.IsTrueAsync(() => vision.Log.Count(4501) == 1);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Read_KeyInAFile_IsSent()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from-a-file\n", TestContext.Current.CancellationToken);
        await using var vision = await VisionHarness.StartAsync(adjust: options => options.ApiKeyFile = file);

        await vision.ReadAsync();

        Assert.Equal("Bearer from-a-file", Assert.Single(vision.Server.Calls).Authorization);
        File.Delete(file);
    }

    private static async Task MisbehaveAsync(string fault, HttpContext context)
    {
        switch (fault)
        {
            case "500":
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync($"oops {VisionHarness.Secret} page text", context.RequestAborted);
                break;
            case "dropped":
                context.Abort();
                break;
            case "cut off":
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("""{"choices":[""", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            case "huge":
                // Well-formed: only its size is wrong.
                await VisionServer.TellAsync(context, new string('x', 20 * 1024 * 1024));
                break;
            default:
                context.Response.ContentType = fault == "a web page" ? "text/html" : "application/json";
                await context.Response.WriteAsync(fault switch
                {
                    "a web page" => "<html>Welcome, page text</html>",
                    "no choices" => """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[]}""",
                    _ => """{"choices":[{"page text""",
                }, context.RequestAborted);
                break;
        }
    }

    private static EngineMessage.Refused AssertRefused(string code, EngineMessage message)
    {
        var refused = Assert.IsType<EngineMessage.Refused>(message);
        Assert.Equal(code, refused.Error.Code);
        return refused;
    }

    /// <summary>Neither the key nor anything the endpoint wrote may get out.</summary>
    private static void AssertNothingLeaked(VisionHarness vision, EngineMessage.Refused refused)
    {
        var said = string.Join('\n', vision.Log.Texts(4501).Concat(vision.Log.Texts(4502)).Append(refused.Error.Message));
        Assert.DoesNotContain(VisionHarness.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("page text", said, StringComparison.Ordinal);
    }
}
