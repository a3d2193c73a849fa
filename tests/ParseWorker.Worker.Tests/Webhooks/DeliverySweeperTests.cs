using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Worker.Tests.Webhooks;

/// <summary>What is due gets a job, and what was lost on its way gets another.</summary>
public sealed class DeliverySweeperTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Sweep_ADueDelivery_EnqueuesOneJob()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        var message = (await webhooks.DeliveryAsync(endpoint)).Message;

        await webhooks.SweepAsync();
        await webhooks.SweepAsync();

        Assert.Equal(1, await webhooks.JobsAsync(message));
    }

    [Fact]
    public async Task Sweep_WhenEnqueueingFails_EnqueuesItLater()
    {
        var queue = Substitute.For<IDeliveryQueue>();
        var away = true;
        await using var webhooks = await WebhookHarness.StartAsync(database, more: services => services.AddSingleton(queue));
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        var key = new DeliveryKey(endpoint.Id, (await webhooks.DeliveryAsync(endpoint)).Message);
        queue.Enqueue(key).Returns(_ => away ? throw new InvalidOperationException("The queue is away.") : "1");

        await webhooks.SweepAsync();
        Assert.Equal(1, webhooks.Log.Count(4701));
        queue.ClearReceivedCalls();
        away = false;
        await webhooks.ChangeAsync(endpoint, "enqueued_at = enqueued_at - interval '1 minute'");
        await webhooks.SweepAsync();

        queue.Received(1).Enqueue(key);
    }

    // kill -9 of the sender while the receiver has the request: nobody records anything, and the lease runs out.
    [Fact]
    public async Task Sweep_AfterASenderDied_SendsItAgainUnderTheSameId()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        await webhooks.EndParseAsync();
        webhooks.Receiver.Answer = WebhookReceiver.SilenceAsync;
        await webhooks.SweepAsync();
        var abandoned = webhooks.DeliverAsync(endpoint);
        await Eventually.IsTrueAsync(() => !webhooks.Receiver.Calls.IsEmpty || abandoned.IsCompleted);
        webhooks.Receiver.Answer = context => WebhookReceiver.StatusAsync(context, 200);

        await webhooks.ChangeAsync(endpoint, "leased_until = now() - interval '1 second', enqueued_at = now() - interval '1 minute'");
        await webhooks.SweepAsync();
        var delivered = await webhooks.DeliverAsync(endpoint);
        webhooks.Time.Advance(TimeSpan.FromMinutes(1)); // the first one comes back, too late
        await abandoned;

        Assert.Equal(("delivered", 1), (delivered.Status, delivered.Attempts.Count));
        var calls = webhooks.Receiver.Calls.ToList();
        Assert.Equal(2, calls.Count);
        Assert.Equal(calls[0].Headers["webhook-id"], calls[1].Headers["webhook-id"]);
        Assert.Equal(
            ("delivered", 1), ((await webhooks.DeliveryAsync(endpoint)).Status, (await webhooks.DeliveryAsync(endpoint)).Attempts.Count));
    }

    [Fact]
    public async Task Run_OfOneDelivery_EnqueuesTheNextOfItsEndpoint()
    {
        await using var webhooks = await WebhookHarness.StartAsync(database);
        var endpoint = await webhooks.AddEndpointAsync();
        for (var i = 0; i < 5; i++) await webhooks.EndParseAsync();
        await webhooks.SweepAsync();
        var messages = (await webhooks.Webhooks.DeliveriesAsync(endpoint)).Reverse().Select(delivery => delivery.Message).ToList();
        Assert.Equal(0, await webhooks.JobsAsync(messages[4])); // an endpoint has four at a time

        await webhooks.RunAsync(endpoint, messages[0]);

        Assert.Equal(1, await webhooks.JobsAsync(messages[4]));
    }
}
