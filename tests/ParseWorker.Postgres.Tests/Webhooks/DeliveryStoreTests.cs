using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Tests.Webhooks;

/// <summary>Handing out, granting and recording: each to one, each in its order, and nothing is lost on the way.</summary>
public sealed class DeliveryStoreTests(PostgresFixture postgres) : DeliverySteps(postgres), IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task TakeDue_ADelivery_IsHandedOutOnce()
    {
        var (endpoint, key) = await DueAsync();

        Assert.Equal([key], await TakeAsync(endpoint));
        Assert.Empty(await TakeAsync(endpoint));
    }

    [Fact]
    public async Task TakeDue_OfAnEndpoint_TakesItsRoomAndTheOldestFirst()
    {
        var endpoint = await Webhooks.AddAsync(Own);
        for (var i = 0; i < 4; i++) await EndAsync();

        var first = await TakeAsync(endpoint, mostAtOnce: 3);
        await SettleAsync(first[0]);
        var second = await TakeAsync(endpoint, mostAtOnce: 3);

        Assert.Equal((3, 1), (first.Count, second.Count));
        Assert.True(string.CompareOrdinal($"{first[2].Message}", $"{second[0].Message}") < 0);
    }

    [Fact]
    public async Task TakeDue_OfAnEndpointThatFails_TakesOne()
    {
        var (endpoint, key) = await DueAsync();
        await EndAsync();
        await EndAsync();
        await FailAsync(key);

        Assert.Single(await TakeAsync(endpoint, mostAtOnce: 3));
        Assert.Empty(await TakeAsync(endpoint, mostAtOnce: 3));
    }

    [Fact]
    public async Task TakeDue_OfADisabledEndpoint_TakesNothing()
    {
        var (endpoint, key) = await DueAsync();
        await ShiftAsync(endpoint, "disabled_at = now(), disabled_reason = 'requested'");

        Assert.Empty(await TakeAsync(endpoint));
        Assert.Null(await ClaimAsync(key));
    }

    // A parse has one ending today; whatever else it will be told of comes in its order.
    [Fact]
    public async Task TakeDue_OfALaterEvent_WaitsForTheEarlierOne()
    {
        var (endpoint, first) = await DueAsync();
        var second = first with { Message = first.Message with { Number = first.Message.Number + 1 } };
        await HappenAsync(second.Message);

        Assert.Equal([first], await TakeAsync(endpoint));
        await FailAsync(first);
        Assert.Empty(await TakeAsync(endpoint));
        Assert.Null(await ClaimAsync(second));
        await ComeDueAsync(endpoint);
        await SettleAsync(first);

        Assert.Equal([second], await TakeAsync(endpoint));
        Assert.NotNull(await ClaimAsync(second));
    }

    [Fact]
    public async Task Claim_BySeveralAtOnce_IsGrantedToOne()
    {
        var (endpoint, key) = await DueAsync();
        await TakeAsync(endpoint);

        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(key)));

        Assert.Equal(1, Assert.Single(granted, one => one is not null)!.Attempt);
    }

    [Fact]
    public async Task Claim_ForASender_SaysWhereToAndWhatFor()
    {
        var secret = WebhookSecret.New();
        var endpoint = await Webhooks.AddAsync(Own, "https://hooks.test/a", secret);
        var key = new DeliveryKey(endpoint.Id, await EndAsync());

        var granted = (await ClaimAsync(key))!;

        Assert.Equal((key, 1, 0, Own, ParseEventKind.Completed, "https://hooks.test/a"),
            (granted.Key, granted.Attempt, granted.Failures, granted.Environment, granted.Kind, granted.Url));
        Assert.Equal(secret.Reveal(), Assert.Single(granted.Secrets).Reveal());
        Assert.Equal(await FinishedAtAsync(key.Message), granted.At);
    }

    [Theory]
    [InlineData("now() + interval '1 hour'", 2)]
    [InlineData("now() - interval '1 second'", 1)]
    public async Task Claim_DuringARotation_HasBothSecretsUntilItIsOver(string until, int secrets)
    {
        var (endpoint, key) = await DueAsync();
        await ShiftAsync(endpoint, $"old_secret = sha256('old'), old_secret_until = {until}");

        Assert.Equal(secrets, (await ClaimAsync(key))!.Secrets.Count);
    }

    [Fact]
    public async Task Record_OfASuccess_SettlesItAndItsEndpointNoLongerFails()
    {
        var (endpoint, key) = await DueAsync();
        await ShiftAsync(endpoint, "failing_since = now(), failures = 5");

        Assert.Equal(new RecordedDelivery(DisabledReason: null), await RecordAsync((await ClaimAsync(key))!, Delivered));

        var delivery = Assert.Single(await Webhooks.DeliveriesAsync(endpoint));
        Assert.Equal(("delivered", null), (delivery.Status, delivery.NextAttemptAt));
        Assert.NotNull(delivery.FinishedAt);
        var attempt = Assert.Single(delivery.Attempts);
        Assert.Equal((1, Minute, 204, null), (attempt.Number, attempt.Duration, attempt.ResponseStatus, attempt.Error));
        Assert.Null((await Webhooks.FindAsync(endpoint)).FailingSince);
        Assert.Null(await ClaimAsync(key));

        // What it failed before counts no more.
        var next = key with { Message = await EndAsync() };
        await FailAsync(next);
        await ShiftAsync(endpoint, "failing_since = now() - interval '25 hours'");
        await ComeDueAsync(endpoint);
        Assert.Null((await RecordAsync((await ClaimAsync(next))!, Failed))!.DisabledReason);
    }

    [Fact]
    public async Task Record_OfAFailure_WaitsAndKeepsTheLastAttempts()
    {
        var (endpoint, key) = await DueAsync();

        for (var i = 0; i < WebhookDelivery.MostAttempts + 2; i++)
        {
            await FailAsync(key);
            Assert.Null(await ClaimAsync(key));
            await ComeDueAsync(endpoint);
        }

        var granted = (await ClaimAsync(key))!;
        Assert.Equal((23, 22), (granted.Attempt, granted.Failures));
        var delivery = Assert.Single(await Webhooks.DeliveriesAsync(endpoint));
        Assert.Equal(Enumerable.Range(3, 20).Reverse(), delivery.Attempts.Select(attempt => attempt.Number));
        Assert.NotNull((await Webhooks.FindAsync(endpoint)).FailingSince);
    }

    [Fact]
    public async Task Record_OfTheLastFailure_GivesUp()
    {
        var (endpoint, key) = await DueAsync();

        await RecordAsync((await ClaimAsync(key))!, Failed with { Delay = null });

        var delivery = Assert.Single(await Webhooks.DeliveriesAsync(endpoint));
        Assert.Equal("failed", delivery.Status);
        Assert.NotNull(delivery.FinishedAt);
    }

    [Fact]
    public async Task Record_BySomebodyWhoseLeaseRanOut_ChangesNothing()
    {
        var (endpoint, key) = await DueAsync();
        var late = (await ClaimAsync(key))!;
        await LoseAsync(endpoint);
        var next = (await ClaimAsync(key))!;

        Assert.Null(await RecordAsync(late, Failed with { Delay = null, IsGone = true }));

        Assert.Equal(2, next.Attempt);
        Assert.Empty(Assert.Single(await Webhooks.DeliveriesAsync(endpoint)).Attempts);
        Assert.Null((await Webhooks.FindAsync(endpoint)).DisabledAt);
        Assert.NotNull(await RecordAsync(next, Delivered));
    }

    [Theory]
    [InlineData("interval '23 hours'", 9, null)]
    [InlineData("interval '25 hours'", 1, null)] // its second failure: one that is told of little may fail twice, days apart
    [InlineData("interval '25 hours'", 2, "failing")]
    public async Task Record_OfAFailureAfterDays_DisablesTheEndpoint(string ago, int failures, string? reason)
    {
        var (endpoint, key) = await DueAsync();
        await ShiftAsync(endpoint, $"failing_since = now() - {ago}, failures = {failures}");

        var recorded = await RecordAsync((await ClaimAsync(key))!, Failed);

        Assert.Equal(reason, recorded!.DisabledReason);
        var now = await Webhooks.FindAsync(endpoint);
        Assert.Equal((reason, reason is not null), (now.DisabledReason, now.DisabledAt is not null));
        Assert.Equal("pending", Assert.Single(await Webhooks.DeliveriesAsync(endpoint)).Status); // it waits
    }

    [Fact]
    public async Task Record_OfAnEndpointThatIsGone_DisablesItAtOnce()
    {
        var (endpoint, key) = await DueAsync();

        await RecordAsync((await ClaimAsync(key))!, Failed with { IsGone = true });

        Assert.Equal("gone", (await Webhooks.FindAsync(endpoint)).DisabledReason);
    }

    [Fact]
    public async Task Record_OfAnAddressThatWasReplacedMeanwhile_DisablesNothing()
    {
        var (endpoint, key) = await DueAsync();
        var granted = (await ClaimAsync(key))!;
        await ShiftAsync(endpoint, "url = url || '/new'");

        Assert.NotNull(await RecordAsync(granted, Failed with { IsGone = true }));

        var now = await Webhooks.FindAsync(endpoint);
        Assert.Equal((null, 1), (now.DisabledReason, Assert.Single(await Webhooks.DeliveriesAsync(endpoint)).Attempts.Count));
    }
}
