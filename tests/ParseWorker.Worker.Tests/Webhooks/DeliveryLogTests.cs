using Microsoft.AspNetCore.Http;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Worker.Tests.Webhooks;

/// <summary>Whatever a delivery comes to, the log has neither URL nor secret, nor the document's text, nor the answer.</summary>
public sealed class DeliveryLogTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Delivered = 4707;
    private const int Failed = 4708;
    private const int Disabled = 4709;

    private static readonly string[] Unsaid =
        ["hooks.test", "other.test", "/hook", "token=", "words", "whsec_", "the secret text", "elsewhere.test"];

    [Theory]
    [InlineData("delivered", Delivered)]
    [InlineData("status", Failed)]
    [InlineData("gone", Disabled)]
    [InlineData("failing", Disabled)]
    [InlineData("redirect", Failed)]
    [InlineData("timeout", Failed)]
    [InlineData("unreachable", Failed)]
    [InlineData("address_blocked", Failed)]
    [InlineData("host_not_allowed", Failed)]
    [InlineData("no longer there", null)]
    public async Task Run_WhateverHappens_LogsNeitherUrlNorBody(string outcome, int? line)
    {
        await using var webhooks = await WebhookHarness.StartAsync(database, outcome == "address_blocked" ? "" : "127.0.0.1");
        var endpoint = await webhooks.AddEndpointAsync(
            webhooks.Receiver.UrlOf(outcome == "host_not_allowed" ? "other.test" : "hooks.test"));
        var id = await webhooks.EndParseAsync();
        var message = (await webhooks.DeliveryAsync(endpoint)).Message;
        webhooks.Receiver.Answer = AnswerOf(outcome);
        if (outcome == "failing") await webhooks.ChangeEndpointAsync(endpoint, "failing_since = now() - interval '73 hours', failures = 2");
        if (outcome == "no longer there") await webhooks.Get<IParseStore>().DeleteAsync(webhooks.Environment, id, CancellationToken.None);

        var running = webhooks.RunAsync(endpoint, message);
        if (outcome == "timeout")
        {
            await Eventually.IsTrueAsync(() => !webhooks.Receiver.Calls.IsEmpty || running.IsCompleted);
            webhooks.Time.Advance(TimeSpan.FromSeconds(16));
        }

        await running;

        Assert.Equal(line is null ? 0 : 1, webhooks.Log.Count(line ?? Failed));
        if (line == Failed) Assert.Equal(outcome, Assert.Single((await webhooks.DeliveryAsync(endpoint)).Attempts).Error);
        Assert.All(webhooks.Log.AllTexts, AssertSaysNothing);
    }

    [Fact]
    public async Task Run_WhenTheDatabaseFails_LogsNeitherUrlNorBody()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        var message = (await webhooks.DeliveryAsync(endpoint)).Message;
        webhooks.Receiver.Answer = async context =>
        {
            // What it was is not to be recorded any more: the statement fails.
            await database.ExecuteAsync("alter table parseworker.webhook_attempts rename to attempts_away");
            await context.Response.WriteAsync("the receiver's words");
        };

        await webhooks.RunAsync(endpoint, message);
        await database.ExecuteAsync("alter table parseworker.attempts_away rename to webhook_attempts");

        Assert.Equal(1, webhooks.Log.Count(4706));
        Assert.All(webhooks.Log.AllTexts, AssertSaysNothing);
    }

    private static Func<HttpContext, Task> AnswerOf(string outcome) => async context =>
    {
        context.Response.StatusCode = outcome switch { "status" or "failing" => 500, "gone" => 410, "redirect" => 302, _ => 200 };
        if (outcome == "redirect") context.Response.Headers.Location = "http://elsewhere.test/";
        if (outcome == "timeout") await WebhookReceiver.SilenceAsync(context);
        else if (outcome == "unreachable") context.Abort();
        else await context.Response.WriteAsync("the receiver's words");
    };

    private static void AssertSaysNothing(string text)
    {
        foreach (var secret in Unsaid) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}
