using Npgsql;
using ParseWorker.Core.Parses;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>What the database refuses by itself, whoever asks: these statements are a superuser's.</summary>
public sealed class OneEndingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<ParseStatus, string> Changes()
    {
        var changes = new TheoryData<ParseStatus, string>();
        foreach (var status in new[] { ParseStatus.Completed, ParseStatus.Failed, ParseStatus.Cancelled })
            foreach (var change in new[] { "status = 'queued'", "status = 'cancelled'", "pages_done = 9", "updated_at = now()",
                "cancel_requested_at = now()" })
                changes.Add(status, change);
        return changes;
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task Update_OfAnEndedParse_IsRefused(ParseStatus ended, string change)
    {
        var key = await postgres.InStatusAsync(ended);

        Assert.Equal("one_ending", await RefusalAsync(key.Id, change));
    }

    [Fact]
    public async Task Update_ToALowerAttempt_IsRefused()
    {
        var key = await postgres.InStatusAsync(ParseStatus.InProgress);

        Assert.Equal("fence_only_rises", await RefusalAsync(key.Id, "attempt = 0"));
    }

    [Theory]
    [InlineData(ParseStatus.InProgress, "cancel_requested_at = now(), status = 'queued', lease_expires_at = null",
        "cancel_is_never_contradicted")]
    [InlineData(ParseStatus.InProgress,
        "cancel_requested_at = now(), status = 'completed', finished_at = now(), lease_expires_at = null, credits = 1",
        "cancel_is_never_contradicted")]
    [InlineData(ParseStatus.Queued, "cancel_requested_at = now()", "cancel_is_never_contradicted")]
    [InlineData(ParseStatus.Pending, "cancel_requested_at = now()", "cancel_is_never_contradicted")]
    [InlineData(ParseStatus.Queued, "status = 'cancelled', finished_at = now()", "cancelled_was_requested")]
    [InlineData(ParseStatus.InProgress, "status = 'failed', finished_at = now(), lease_expires_at = null", "failed_has_error")]
    [InlineData(ParseStatus.InProgress, "error_code = 'timeout'", "failed_has_error")]
    [InlineData(ParseStatus.InProgress, "status = 'completed', lease_expires_at = null, credits = 1", "finished_is_terminal")]
    [InlineData(ParseStatus.Queued, "finished_at = now()", "finished_is_terminal")]
    [InlineData(ParseStatus.InProgress, "lease_expires_at = null", "running_has_lease")]
    [InlineData(ParseStatus.Queued, "lease_expires_at = now()", "running_has_lease")]
    [InlineData(ParseStatus.InProgress, "status = 'completed', finished_at = now(), lease_expires_at = null", "completed_has_credits")]
    [InlineData(ParseStatus.Queued, "credits = 1", "completed_has_credits")]
    [InlineData(ParseStatus.Queued, "status = 'done'", "parses_status_check")]
    [InlineData(ParseStatus.Queued, "table_format = 'xml'", "parses_table_format_check")]
    public async Task Update_ThatBreaksARule_IsRefused(ParseStatus status, string change, string rule)
    {
        var key = await postgres.InStatusAsync(status);

        Assert.Equal(rule, await RefusalAsync(key.Id, change));
    }

    [Fact]
    public async Task Delete_OfAnEndedParse_TakesPagesAndEventsWithIt()
    {
        var key = await postgres.InStatusAsync(ParseStatus.InProgress);
        await postgres.WriteAsync(key, 1, 2);
        await postgres.EndAsync(key, Outcomes.Completed);

        Assert.True(await postgres.Store.DeleteAsync("test", key.Id, CancellationToken.None));

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select (select count(*) from parseworker.parse_pages where parse_id = $1) "
            + "+ (select count(*) from parseworker.parse_events where parse_id = $1)",
            key.Id.ToString()));
        Assert.False(await postgres.Store.DeleteAsync("test", key.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OfAnotherEnvironmentsParse_DoesNothing()
    {
        var key = await postgres.InStatusAsync(ParseStatus.Completed);

        Assert.False(await postgres.Store.DeleteAsync("another", key.Id, CancellationToken.None));
        Assert.Equal(ParseStatus.Completed, (await postgres.FindAsync(key.Id)).Status);
    }

    [Fact]
    public async Task DeleteOfABlob_ThatAParseRefersTo_IsRefused()
    {
        await postgres.InStatusAsync(ParseStatus.Completed);
        await postgres.Database.ExecuteAsync("delete from parseworker.files");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => postgres.Database.ExecuteAsync("delete from parseworker.blobs"));

        Assert.Equal((PostgresErrorCodes.ForeignKeyViolation, "parses"), (refusal.SqlState, refusal.TableName));
    }

    private async Task<string?> RefusalAsync(ParseId id, string change)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            postgres.Database.ExecuteAsync($"update parseworker.parses set {change} where id = $1", id.ToString()));
        return refusal.ConstraintName;
    }
}
