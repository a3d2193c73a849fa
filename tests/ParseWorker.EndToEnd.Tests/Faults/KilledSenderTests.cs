using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>A worker is killed while a receiver has its webhook in hand: another one sends it again, under the same id.</summary>
public sealed class KilledSenderTests(ServiceFixture service)
{
    [Fact]
    public async Task Kill_WhileTheReceiverHasTheMessage_IsSentAgainByTheNext()
    {
        await using var receiver = new HeldReceiver();
        await using var api = await service.StartApiAsync(("Webhooks__AllowedHosts", receiver.Host));
        using var client = service.ClientOf(api);
        var webhook = (await client.SendAsync(
            HttpMethod.Post, "v1/webhooks", JsonContent.Create(new { url = $"http://{receiver.Host}/hook" }))).Record();
        await using var first = await StartWorkerAsync(receiver);
        var created = await client.CreateAsync(Encoding.UTF8.GetBytes("Told by a worker that dies of it."), "told.txt");
        var held = await receiver.NextAsync();

        await first.KillAsync();

        // Its lease is longer than a test should wait.
        await service.Database.ExecuteAsync(
            "update parseworker.webhook_deliveries set leased_until = now() - interval '1 s', enqueued_at = now() - interval '1 minute'");
        receiver.Answers = true;
        await using var second = await StartWorkerAsync(receiver);
        var again = await receiver.NextAsync();
        var delivery = await Eventually.BecomesAsync(
            () => DeliveryAsync(client, webhook.Id()), one => (string?)one["status"] == "delivered", TimeSpan.FromMinutes(2));

        Assert.Equal(held.Header("webhook-id"), again.Header("webhook-id"));
        Assert.Equal((string?)delivery["id"], again.Header("webhook-id"));
        Assert.Equal(held.Body, again.Body);
        Assert.True(WebhookSecret.TryParse((string?)webhook["secret"], out var secret));
        var sent = long.Parse(again.Header("webhook-timestamp"), CultureInfo.InvariantCulture);
        Assert.Equal(
            secret.SignatureOf(again.Header("webhook-id"), sent, Encoding.UTF8.GetBytes(again.Body)), again.Header("webhook-signature"));
        var record = (await client.SendAsync(HttpMethod.Get, $"v1/parses/{created.Id()}?include_output=false")).Record();
        Assert.Equal(record.ToJsonString(), JsonNode.Parse(again.Body)!["data"]!.ToJsonString());
        await client.SendAsync(HttpMethod.Delete, $"v1/webhooks/{webhook.Id()}");
    }

    private static async Task<JsonNode> DeliveryAsync(ParsesClient client, string webhook)
    {
        var list = (await client.SendAsync(HttpMethod.Get, $"v1/webhooks/{webhook}/deliveries")).Record();
        return Assert.Single(list["data"]!.AsArray())!;
    }

    private Task<WorkerProcess> StartWorkerAsync(HeldReceiver receiver) => service.StartWorkerAsync(
        ("Webhooks__AllowedHosts", receiver.Host), ("WebhookDelivery__AllowedNetworks", "127.0.0.1"));
}
