using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Webhooks;

/// <summary>The statement that ends a parse makes its deliveries, whichever it is; no other does.</summary>
public sealed class OutboxTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestWebhooks _webhooks = new(postgres.Services);

    [Theory]
    [InlineData("complete", ParseEventKind.Completed)]
    [InlineData("fail", ParseEventKind.Failed)]
    [InlineData("cancel the attempt", ParseEventKind.Cancelled)]
    [InlineData("hand back after a cancel", ParseEventKind.Cancelled)]
    [InlineData("retry after a cancel", ParseEventKind.Cancelled)]
    [InlineData("complete after a cancel", ParseEventKind.Cancelled)]
    [InlineData("cancel while pending", ParseEventKind.Cancelled)]
    [InlineData("cancel while queued", ParseEventKind.Cancelled)]
    [InlineData("take back after a cancel", ParseEventKind.Cancelled)]
    [InlineData("take back the last attempt", ParseEventKind.Failed)]
    [InlineData("expire", ParseEventKind.Failed)]
    public async Task Ending_OfEachKind_MakesItsDelivery(string move, ParseEventKind kind)
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        var id = await EndAsync(move);

        var delivery = Assert.Single(await _webhooks.DeliveriesAsync(endpoint), one => one.Message.Parse == id);
        var parse = await postgres.FindAsync(id);
        Assert.Equal((kind, "pending", parse.EventCount), (delivery.Kind, delivery.Status, delivery.Message.Number));
    }

    [Fact]
    public async Task Moves_ThatAreNoEnding_MakeNoDelivery()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        await postgres.EndAsync(await postgres.Parses.InProgressAsync(), Outcomes.HandedBack);
        await postgres.EndAsync(await postgres.Parses.InProgressAsync(), Outcomes.Retried);
        await postgres.CancelAsync((await postgres.Parses.InProgressAsync()).Id);
        await postgres.Parses.QueuedAsync();

        Assert.Empty(await _webhooks.DeliveriesAsync(endpoint));
    }

    [Fact]
    public async Task Ending_ToldToTheEndpointsThatAskForIt_AndToNoOther()
    {
        var all = await _webhooks.AddAsync(TestParses.Environment);
        var failures = await _webhooks.AddAsync(TestParses.Environment, events: ParseEventKind.Failed);
        var elsewhere = await _webhooks.AddAsync("another");
        var disabled = await _webhooks.AddAsync(TestParses.Environment);
        await postgres.Database.ExecuteAsync(
            "update parseworker.webhook_endpoints set disabled_at = now(), disabled_reason = 'requested' where id = $1",
            disabled.Id.ToString());

        var completed = await postgres.InStatusAsync(ParseStatus.Completed);

        Assert.Single(await _webhooks.DeliveriesAsync(all), one => one.Message.Parse == completed.Id);
        foreach (var other in new[] { failures, elsewhere, disabled }) Assert.Empty(await _webhooks.DeliveriesAsync(other));
    }

    [Fact]
    public async Task Ending_ThatIsRolledBack_LeavesNoDelivery()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        var key = await postgres.Parses.InProgressAsync();
        await using (var connection = await postgres.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var complete = connection.CreateCommand();
            complete.CommandText = Sql.Complete;
            complete.Parameters.AddWithValue("id", key.Id.ToString());
            complete.Parameters.AddWithValue("attempt", key.Attempt);
            complete.Parameters.AddWithValue("pageCount", 1);
            complete.Parameters.AddWithValue("credits", 1m);
            await complete.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(await _webhooks.DeliveriesAsync(endpoint));
    }

    // Its key would be refused, and with it the ending of the parse; waiting for the delete would hold the ending up.
    [Fact]
    public async Task Ending_WhileItsEndpointIsDeleted_NeitherWaitsNorFails()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        var key = await postgres.Parses.InProgressAsync();
        var token = TestContext.Current.CancellationToken;
        await using var connection = await postgres.Database.Source.OpenConnectionAsync(token);
        await using var deleting = await connection.BeginTransactionAsync(token);
        await using var delete = connection.CreateCommand();
        delete.CommandText = "delete from parseworker.webhook_endpoints where id = $1";
        delete.Parameters.Add(new() { Value = endpoint.Id.ToString() });
        await delete.ExecuteNonQueryAsync(token);

        Assert.Equal(ParseStatus.Completed, await postgres.EndAsync(key, Outcomes.Completed).WaitAsync(TimeSpan.FromMinutes(2), token));

        await deleting.CommitAsync(token);
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from parseworker.webhook_deliveries where endpoint_id = $1", endpoint.Id.ToString()));
    }

    // Two endings whose statements overlap: whichever commits late has its delivery, as there is no cursor that could have gone past it.
    [Fact]
    public async Task Endings_ThatCommitOutOfOrder_AreBothThere()
    {
        var endpoint = await _webhooks.AddAsync("late");
        var (slow, quick) = (await postgres.Parses.InProgressAsync("late"), await postgres.Parses.InProgressAsync("late"));
        var token = TestContext.Current.CancellationToken;
        await using var connection = await postgres.Database.Source.OpenConnectionAsync(token);
        await using var ending = await connection.BeginTransactionAsync(token);
        await using var fail = connection.CreateCommand();
        fail.CommandText = Sql.Fail;
        fail.Parameters.AddWithValue("id", slow.Id.ToString());
        fail.Parameters.AddWithValue("attempt", slow.Attempt);
        fail.Parameters.AddWithValue("code", ParseErrorCodes.InternalError);
        fail.Parameters.AddWithValue("message", "late");
        fail.Parameters.AddWithValue("details", "{}");
        await fail.ExecuteNonQueryAsync(token);
        await postgres.EndAsync(quick, Outcomes.Completed);
        Assert.Equal(quick.Id, Assert.Single(await _webhooks.DeliveriesAsync(endpoint)).Message.Parse);

        await ending.CommitAsync(token);

        Assert.Equal(2, (await _webhooks.DeliveriesAsync(endpoint)).Count);
    }

    [Fact]
    public async Task Delete_OfTheParse_TakesItsDeliveriesWithIt()
    {
        var endpoint = await _webhooks.AddAsync(TestParses.Environment);
        var key = await postgres.InStatusAsync(ParseStatus.Failed);
        await postgres.Database.ExecuteAsync(
            "insert into parseworker.webhook_attempts select endpoint_id, parse_id, n, 1, now(), interval '1 second', 500, 'status' "
            + "from parseworker.webhook_deliveries where parse_id = $1", key.Id.ToString());
        Assert.Single(Assert.Single(await _webhooks.DeliveriesAsync(endpoint)).Attempts);

        await postgres.Store.DeleteAsync(TestParses.Environment, key.Id, CancellationToken.None);

        foreach (var table in new[] { "webhook_deliveries", "webhook_attempts" })
        {
            Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
                $"select count(*) from parseworker.{table} where parse_id = $1", key.Id.ToString()));
        }
    }

    private async Task<ParseId> EndAsync(string move)
    {
        switch (move)
        {
            case "cancel while pending":
                return await CancelledAsync(await postgres.Parses.PendingAsync());
            case "cancel while queued":
                return await CancelledAsync(await postgres.Parses.QueuedAsync());
            case "expire":
                var waiting = await postgres.Parses.PendingAsync();
                await postgres.Database.ExecuteAsync(
                    "update parseworker.parses set expires_at = now() - interval '1 second' where id = $1", waiting.ToString());
                await postgres.Recovery.ExpireWaitingAsync(100, CancellationToken.None);
                return waiting;
        }

        var key = await postgres.Parses.InProgressAsync();
        if (move.EndsWith("cancel", StringComparison.Ordinal) || move == "cancel the attempt") await postgres.CancelAsync(key.Id);
        if (move.StartsWith("take back", StringComparison.Ordinal))
        {
            await postgres.Database.ExecuteAsync(
                "update parseworker.parses set workers_lost = $1 where id = $2", AttemptLimits.MaxLostWorkers - 1, key.Id.ToString());
            await postgres.ExpireLeaseAsync(key.Id);
            await postgres.TakeBackAsync();
            return key.Id;
        }

        await postgres.EndAsync(key, move switch
        {
            "cancel the attempt" => Outcomes.Cancelled,
            "hand back after a cancel" => Outcomes.HandedBack,
            "retry after a cancel" => Outcomes.Retried,
            "fail" => Outcomes.Failed,
            _ => Outcomes.Completed,
        });
        return key.Id;
    }

    private async Task<ParseId> CancelledAsync(ParseId id)
    {
        Assert.Equal(ParseStatus.Cancelled, (await postgres.CancelAsync(id))!.Parse.Status);
        return id;
    }
}
