using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Worker.Tests.Webhooks;

/// <summary>One attempt after the other, against a receiver that answers, fails, hangs, redirects and dies.</summary>
public sealed class DeliveryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Run_EndedParse_SendsItsSignedRecordWithoutItsText()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        var id = await webhooks.EndParseAsync();

        var delivery = await webhooks.DeliverAsync(endpoint);

        var call = Assert.Single(webhooks.Receiver.Calls);
        Assert.Equal(("POST", "/hook?token=secret"), (call.Method, call.Path));
        Assert.Equal(
            ["content-length", "content-type", "host", "user-agent", "webhook-id", "webhook-signature", "webhook-timestamp"],
            call.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("application/json", call.Headers["content-type"]);
        Assert.Equal(delivery.Message.ToString(), call.Headers["webhook-id"]);
        Assert.Equal(
            webhooks.Secret.SignatureOf(call.Headers["webhook-id"], TimestampOf(call), call.Body), call.Headers["webhook-signature"]);
        var body = JsonElement.Parse(call.Body);
        Assert.Equal(["type", "timestamp", "data"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal("parse.completed", body.GetProperty("type").GetString());
        var data = body.GetProperty("data");
        Assert.Equal((id.ToString(), "completed"), (data.GetProperty("id").GetString(), data.GetProperty("status").GetString()));
        Assert.Equal(data.GetProperty("updated_at").GetRawText(), body.GetProperty("timestamp").GetRawText());
        Assert.Equal("""{"pages":[],"text":""}""", data.GetProperty("output").GetRawText());
        Assert.DoesNotContain("secret text", Encoding.UTF8.GetString(call.Body), StringComparison.Ordinal);
        Assert.Equal(("delivered", 204), (delivery.Status, Assert.Single(delivery.Attempts).ResponseStatus));
    }

    [Fact]
    public async Task Run_AfterAFailure_SendsTheSameMessageAgainUnderTheSameId()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context => WebhookReceiver.StatusAsync(context, 500);

        var failed = await webhooks.DeliverAsync(endpoint);
        await database.ExecuteAsync("update parseworker.webhook_deliveries set next_attempt_at = now() + interval '1 hour'");
        await webhooks.DeliverAsync(endpoint); // not due yet
        await webhooks.ComeDueAsync(endpoint);
        webhooks.Receiver.Answer = context => WebhookReceiver.StatusAsync(context, 200);
        var delivered = await webhooks.DeliverAsync(endpoint);

        Assert.Equal(("pending", "status", 500), (failed.Status, failed.Attempts[0].Error, failed.Attempts[0].ResponseStatus));
        Assert.InRange(failed.NextAttemptAt!.Value - failed.Attempts[0].At, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        Assert.Equal(("delivered", 2), (delivered.Status, delivered.Attempts.Count));
        var calls = webhooks.Receiver.Calls.ToList();
        Assert.Equal(2, calls.Count);
        Assert.Equal(calls[0].Body, calls[1].Body);
        Assert.Equal(calls[0].Headers["webhook-id"], calls[1].Headers["webhook-id"]);
        Assert.All(calls, call => Assert.Equal(
            webhooks.Secret.SignatureOf(call.Headers["webhook-id"], TimestampOf(call), call.Body), call.Headers["webhook-signature"]));
    }

    // The worker's clock is years behind here: receivers refuse what is signed five minutes off, whosever clock is wrong.
    [Fact]
    public async Task Run_OnAWorkerWhoseClockIsWrong_TellsTheTimeOfTheDatabase()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();

        var before = await database.ScalarAsync<long>("select floor(extract(epoch from now()))::bigint");
        await webhooks.DeliverAsync(endpoint);

        Assert.InRange(TimestampOf(Assert.Single(webhooks.Receiver.Calls)), before, before + 240);
    }

    [Fact]
    public async Task Run_ReceiverThatHangs_IsGivenUpAtTheTimeLimit()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = WebhookReceiver.SilenceAsync;

        var sending = webhooks.DeliverAsync(endpoint);
        await Eventually.IsTrueAsync(() => !webhooks.Receiver.Calls.IsEmpty || sending.IsCompleted);
        webhooks.Time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(sending.IsCompleted);
        webhooks.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(("pending", "timeout"), Outcome(await sending));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Run_ReceiverThatRedirectsToThisMachine_IsNotFollowed(int status)
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context =>
        {
            context.Response.Headers.Location = $"http://127.0.0.1:{webhooks.Receiver.Port}/inner";
            return WebhookReceiver.StatusAsync(context, status);
        };

        Assert.Equal(("pending", "redirect"), Outcome(await webhooks.DeliverAsync(endpoint)));
        Assert.Single(webhooks.Receiver.Calls);
    }

    [Fact]
    public async Task Run_ReceiverThatDiesBeforeItsStatus_HasFailed()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(("pending", "unreachable"), Outcome(await webhooks.DeliverAsync(endpoint)));
    }

    [Fact]
    public async Task Run_ReceiverThatHangsInItsAnswer_HasTakenIt()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("no more than this");
            await context.Response.Body.FlushAsync();
            await WebhookReceiver.SilenceAsync(context);
        };

        Assert.Equal(("delivered", null), Outcome(await webhooks.DeliverAsync(endpoint)));
    }

    [Fact]
    public async Task Run_AddressThatIsNotPublic_IsNotConnectedTo()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database, networks: "");
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();

        Assert.Equal(("pending", "address_blocked"), Outcome(await webhooks.DeliverAsync(endpoint)));
        Assert.Empty(webhooks.Receiver.Calls);
    }

    [Fact]
    public async Task Run_HostThatIsNoLongerAllowed_IsNotConnectedTo()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync(webhooks.Receiver.UrlOf("other.test"));
        await webhooks.EndParseAsync();

        Assert.Equal(("pending", "host_not_allowed"), Outcome(await webhooks.DeliverAsync(endpoint)));
        Assert.Empty(webhooks.Receiver.Calls);
    }

    [Fact]
    public async Task Run_ReceiverThatSaysItIsGone_IsDisabled()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context => WebhookReceiver.StatusAsync(context, 410);

        await webhooks.DeliverAsync(endpoint);

        Assert.Equal("gone", (await webhooks.Webhooks.FindAsync(endpoint)).DisabledReason);
        Assert.Equal(1, webhooks.Log.Count(4709));
    }

    [Fact]
    public async Task Run_ReceiverThatHasFailedForDays_IsDisabledAndAskedNoMore()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context => WebhookReceiver.StatusAsync(context, 503);
        await webhooks.ChangeEndpointAsync(endpoint, "failing_since = now() - interval '73 hours', failures = 2");

        await webhooks.DeliverAsync(endpoint);
        await webhooks.ComeDueAsync(endpoint);
        await webhooks.DeliverAsync(endpoint);

        Assert.Equal("failing", (await webhooks.Webhooks.FindAsync(endpoint)).DisabledReason);
        Assert.Single(webhooks.Receiver.Calls);
    }

    [Fact]
    public async Task Run_ReceiverThatAsksForTime_GetsIt()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return WebhookReceiver.StatusAsync(context, 429);
        };

        var delivery = await webhooks.DeliverAsync(endpoint);

        Assert.InRange(delivery.NextAttemptAt!.Value - delivery.Attempts[0].At, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task Run_TenthFailure_IsTheLast()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = context => WebhookReceiver.StatusAsync(context, 500);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("pending", (await webhooks.DeliveryAsync(endpoint)).Status);
            await webhooks.ComeDueAsync(endpoint);
            await webhooks.DeliverAsync(endpoint);
        }

        var delivery = await webhooks.DeliveryAsync(endpoint);
        Assert.Equal(("failed", 10), (delivery.Status, delivery.Attempts.Count));
        await webhooks.DeliverAsync(endpoint);
        Assert.Equal(10, webhooks.Receiver.Calls.Count);
    }

    [Fact]
    public async Task Run_DuringARotation_CarriesBothSignatures()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        var old = new WebhookSecret(new byte[32]);
        await webhooks.ChangeEndpointAsync(
            endpoint, $"old_secret = decode('{new string('0', 64)}', 'hex'), old_secret_until = now() + interval '1 hour'");
        await webhooks.EndParseAsync();

        await webhooks.DeliverAsync(endpoint);

        var call = Assert.Single(webhooks.Receiver.Calls);
        var (id, timestamp) = (call.Headers["webhook-id"], TimestampOf(call));
        Assert.Equal(
            $"{webhooks.Secret.SignatureOf(id, timestamp, call.Body)} {old.SignatureOf(id, timestamp, call.Body)}",
            call.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Run_OfADeletedParse_SendsNothing()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        var id = await webhooks.EndParseAsync();
        var message = (await webhooks.DeliveryAsync(endpoint)).Message;
        await webhooks.Get<IParseStore>().DeleteAsync(webhooks.Environment, id, CancellationToken.None);

        await webhooks.RunAsync(endpoint, message);

        Assert.Empty(webhooks.Receiver.Calls);
        Assert.Empty(await webhooks.Webhooks.DeliveriesAsync(endpoint));
    }

    private static long TimestampOf(WebhookReceiver.Received call) =>
        long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);

    private static (string Status, string? Error) Outcome(WebhookDelivery delivery) =>
        (delivery.Status, Assert.Single(delivery.Attempts).Error);
}
