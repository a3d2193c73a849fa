using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Tests.Webhooks;

/// <summary>Deliveries whose sender, or whose job, is gone.</summary>
public sealed class LostDeliveryTests(PostgresFixture postgres) : DeliverySteps(postgres), IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task ReleaseLost_OfWhatHasALiveJobOrALease_LeavesIt()
    {
        var (endpoint, key) = await DueAsync();
        await TakeAsync(endpoint);
        await Store.RecordJobAsync(key, EnqueueFor(key), CancellationToken.None);
        await AgeAsync(endpoint);
        Assert.DoesNotContain(key, await ReleaseAsync());

        await ClaimAsync(key);
        await AgeAsync(endpoint);
        Assert.DoesNotContain(key, await ReleaseAsync());
    }

    [Theory]
    [InlineData("never enqueued")]
    [InlineData("job gone")]
    [InlineData("job of another")]
    [InlineData("sender died")]
    public async Task ReleaseLost_OfWhatNobodySends_MakesItDueAgain(string lost)
    {
        var (endpoint, key) = await DueAsync();
        await TakeAsync(endpoint);
        if (lost == "job gone") await Store.RecordJobAsync(key, "900001", CancellationToken.None);
        if (lost == "job of another")
            await Store.RecordJobAsync(key, EnqueueFor(new DeliveryKey(endpoint.Id, await EndAsync())), CancellationToken.None);
        if (lost == "sender died") await ClaimAsync(key);
        await UpdateAsync(endpoint, "enqueued_at = now()");
        Assert.DoesNotContain(key, await ReleaseAsync()); // not yet: it may be on its way

        await AgeAsync(endpoint);
        if (lost == "sender died") await LoseAsync(endpoint);

        Assert.Contains(key, await ReleaseAsync());
        Assert.Contains(key, await TakeAsync(endpoint));
        Assert.NotNull(await ClaimAsync(key));
    }
}
