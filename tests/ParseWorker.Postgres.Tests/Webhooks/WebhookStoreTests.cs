using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Webhooks;

public sealed class WebhookStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly ParseEventKind[] Failures = [ParseEventKind.Failed, ParseEventKind.Cancelled];

    private readonly TestWebhooks _webhooks = new(postgres.Services);

    private IWebhookStore Store => postgres.Services.GetRequiredService<IWebhookStore>();

    [Fact]
    public async Task Add_AnEndpoint_IsListedAsItWasMade()
    {
        var added = await _webhooks.AddAsync("listed", "https://hooks.test/a", events: Failures);

        var listed = Assert.Single(await Store.ListAsync("listed", CancellationToken.None));
        Assert.Equal(added with { Events = listed.Events }, listed);
        Assert.Equal(Failures, listed.Events);
        Assert.Equal(listed with { Events = added.Events }, (await _webhooks.FindAsync(added)) with { Events = added.Events });
    }

    [Fact]
    public async Task Add_BeyondTheMost_IsRefused()
    {
        var first = await _webhooks.AddAsync("full");

        Assert.Null(await Store.AddAsync(first with { Id = Id() }, WebhookSecret.New(), most: 1, CancellationToken.None));
        var other = first with { Id = Id(), Environment = "empty" };
        Assert.NotNull(await Store.AddAsync(other, WebhookSecret.New(), most: 1, CancellationToken.None));
    }

    [Fact]
    public async Task Change_OfSomeThings_LeavesTheOthers()
    {
        var added = await _webhooks.AddAsync("changed");

        var described = await ChangeAsync(added, new WebhookChange { Description = "for people" });
        var moved = await ChangeAsync(added, new WebhookChange { Url = "https://other.test/", Events = Failures });
        var undescribed = await ChangeAsync(added, new WebhookChange { Description = "" });

        Assert.Equal((added.Url, "for people"), (described.Url, described.Description));
        Assert.Equal(("https://other.test/", "for people"), (moved.Url, moved.Description));
        Assert.Equal(Failures, moved.Events);
        Assert.Null(undescribed.Description);
        Assert.True(undescribed.UpdatedAt > added.UpdatedAt);
    }

    [Fact]
    public async Task Change_ToDisabled_KeepsTheFirstReasonUntilItIsEnabled()
    {
        var added = await _webhooks.AddAsync("disabled");
        await postgres.Database.ExecuteAsync(
            "update parseworker.webhook_endpoints set failing_since = now(), disabled_at = now(), disabled_reason = 'failing' "
            + "where id = $1", added.Id.ToString());

        var disabled = await ChangeAsync(added, new WebhookChange { Enabled = false });
        var enabled = await ChangeAsync(added, new WebhookChange { Enabled = true });
        var asked = await ChangeAsync(added, new WebhookChange { Enabled = false });

        Assert.Equal("failing", disabled.DisabledReason);
        Assert.Equal((null, null, null), (enabled.DisabledReason, enabled.DisabledAt, enabled.FailingSince));
        Assert.Equal("requested", asked.DisabledReason);
        Assert.NotNull(asked.DisabledAt);
    }

    [Fact]
    public async Task Everything_OfAnotherEnvironment_IsNotThere()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        await postgres.InStatusAsync(ParseStatus.Completed);
        var message = (await _webhooks.DeliveriesAsync(endpoint))[0].Message;
        var token = CancellationToken.None;

        Assert.Null(await Store.FindAsync("stranger", endpoint.Id, token));
        Assert.Null(await Store.ChangeAsync("stranger", endpoint.Id, new WebhookChange { Enabled = false }, token));
        Assert.False(await Store.DeleteAsync("stranger", endpoint.Id, token));
        Assert.Empty(await Store.ListAsync("stranger", token));
        Assert.Empty(await Store.ListDeliveriesAsync(new DeliveryListQuery("stranger", endpoint.Id, null, null, 10), token));
        Assert.Null(await Store.FindDeliveryAsync("stranger", endpoint.Id, message, token));
        Assert.NotNull(await Store.FindDeliveryAsync(TestParses.Environment, endpoint.Id, message, token));
    }

    [Fact]
    public async Task ListDeliveries_InPages_HasEachOnceTheNewestFirst()
    {
        var endpoint = await _webhooks.AddAsync("pages");
        var ids = new List<ParseId>();
        for (var i = 0; i < 5; i++)
        {
            var key = await postgres.Parses.InProgressAsync("pages");
            await postgres.EndAsync(key, Outcomes.Failed);
            ids.Add(key.Id);
        }

        var listed = new List<WebhookDelivery>();
        for (MessageId? after = null; listed.Count < 5; after = listed[^1].Message)
        {
            var query = new DeliveryListQuery("pages", endpoint.Id, DeliveryStatusNames.Pending, after, 2);
            listed.AddRange(await Store.ListDeliveriesAsync(query, CancellationToken.None));
        }

        Assert.Equal(ids.Select(id => id.ToString()).OrderDescending(StringComparer.Ordinal), listed.Select(one => $"{one.Message.Parse}"));
        var delivered = new DeliveryListQuery("pages", endpoint.Id, DeliveryStatusNames.Delivered, null, 2);
        Assert.Empty(await Store.ListDeliveriesAsync(delivered, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OfAnEndpoint_TakesItsDeliveriesAndLeavesTheParse()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        var key = await postgres.InStatusAsync(ParseStatus.Completed);

        Assert.True(await Store.DeleteAsync(TestParses.Environment, endpoint.Id, CancellationToken.None));

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from parseworker.webhook_deliveries where endpoint_id = $1", endpoint.Id.ToString()));
        Assert.Equal(ParseStatus.Completed, (await postgres.FindAsync(key.Id)).Status);
    }

    [Fact]
    public async Task Delete_OfAnEndpointWithMoreDeliveriesThanABatch_TakesAll()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        var key = await postgres.InStatusAsync(ParseStatus.Completed);
        await postgres.Database.ExecuteAsync(
            "insert into parseworker.webhook_deliveries (endpoint_id, parse_id, n, kind) "
            + "select $1, $2, n, 'completed' from generate_series(100, 2600) as n",
            endpoint.Id.ToString(), key.Id.ToString());

        Assert.True(await Store.DeleteAsync(TestParses.Environment, endpoint.Id, CancellationToken.None));

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from parseworker.webhook_deliveries where endpoint_id = $1", endpoint.Id.ToString()));
    }

    // What can't be deleted now is off all the same: enabled, it would look whole while endings go by it.
    [Fact]
    public async Task Delete_ThatFails_LeavesTheEndpointDisabled()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        await postgres.Database.ExecuteAsync(
            "create function parseworker.refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$; "
            + "create trigger refuse before delete on parseworker.webhook_endpoints for each row "
            + $"when (old.id = '{endpoint.Id}') execute function parseworker.refuse()");

        await Assert.ThrowsAsync<PostgresException>(
            () => Store.DeleteAsync(TestParses.Environment, endpoint.Id, CancellationToken.None));

        Assert.NotNull((await _webhooks.FindAsync(endpoint)).DisabledAt);
    }

    private static WebhookId Id() => WebhookId.New(TimeProvider.System.GetUtcNow());

    private async Task<WebhookEndpoint> ChangeAsync(WebhookEndpoint endpoint, WebhookChange change) =>
        await Store.ChangeAsync(endpoint.Environment, endpoint.Id, change, CancellationToken.None)
        ?? throw new InvalidOperationException($"{endpoint.Id} is not there.");
}
