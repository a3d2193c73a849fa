using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Tests.Parses;

public sealed class ListTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly string _environment = "env-" + Guid.NewGuid().ToString("N");

    [Theory, InlineData(true), InlineData(false)]
    public async Task List_FromEveryCursorInEveryDirection_IsTheWindowOfTheOrder(bool ascending)
    {
        // One statement creates three rows: their times are equal and the id decides.
        List<ParseId> made = [.. await postgres.ManyPendingAsync(3, _environment), .. await postgres.ManyPendingAsync(3, _environment)];
        await postgres.ManyPendingAsync(2, _environment + "-other");
        List<ParseId> order = [.. made.Take(3).OrderBy(Text, StringComparer.Ordinal),
            .. made.Skip(3).OrderBy(Text, StringComparer.Ordinal)];
        if (!ascending) order.Reverse();

        foreach (var limit in new[] { 1, 2, 3, 5, 6, 7 })
        {
            await AssertWindowAsync(order, ascending, limit, null, null);
            foreach (var id in order)
            {
                await AssertWindowAsync(order, ascending, limit, id, null);
                await AssertWindowAsync(order, ascending, limit, null, id);
            }
        }
    }

    [Fact]
    public async Task List_WithAnUnknownCursor_IsNull()
    {
        var foreign = Assert.Single(await postgres.ManyPendingAsync(1, _environment + "-other"));
        await postgres.ManyPendingAsync(1, _environment);

        Assert.Null(await ListAsync(new() { Environment = _environment, After = ParseId.New(TimeProvider.System.GetUtcNow()) }));
        Assert.Null(await ListAsync(new() { Environment = _environment, Before = foreign }));
    }

    [Fact]
    public async Task List_OfAnEmptyEnvironment_IsEmpty()
    {
        var list = await ListAsync(new() { Environment = _environment });

        Assert.Empty(list!.Parses);
        Assert.False(list.HasEarlier || list.HasLater);
    }

    [Theory]
    [InlineData("100%", "100%.txt")]
    [InlineData("a_b", "A_b.txt a_B2.txt")]
    [InlineData(@"c\", @"c\d.txt")]
    [InlineData("ärger", "ärger.txt")]
    [InlineData("Ärger", "Ärger.txt")]
    [InlineData("REPORT", "report.pdf")]
    [InlineData("", "100%.txt 1000.txt A_b.txt aXb.txt a_B2.txt c\\d.txt report.pdf Ärger.txt ärger.txt")]
    [InlineData("%", "")]
    [InlineData("eport", "")]
    [InlineData("\0", "")]
    public async Task List_WithAPrefix_TakesItLiterallyAndIgnoresCase(string prefix, string expected)
    {
        foreach (var name in new[] { "100%.txt", "1000.txt", "A_b.txt", "a_B2.txt", "aXb.txt", @"c\d.txt", "report.pdf", "Ärger.txt",
            "ärger.txt" })
            await postgres.Parses.PendingAsync(_environment, fileName: name);

        var list = await ListAsync(new() { Environment = _environment, FileNamePrefix = prefix, Limit = 20 });

        Assert.Equal(expected, string.Join(' ', list!.Parses.Select(parse => parse.File.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task List_OfOneStatus_ShowsNoOther()
    {
        var ids = await postgres.ManyPendingAsync(3, _environment);
        await postgres.Store.RequestCancelAsync(_environment, ids[1], "tester", CancellationToken.None);

        var cancelled = await ListAsync(new() { Environment = _environment, Status = ParseStatus.Cancelled });
        var pending = await ListAsync(new() { Environment = _environment, Status = ParseStatus.Pending });

        Assert.Equal(ids[1], Assert.Single(cancelled!.Parses).Id);
        Assert.Equal(2, pending!.Parses.Count);
    }

    [Fact]
    public async Task List_AfterACursorThatLeftTheFilter_GoesOn()
    {
        var ids = (await postgres.ManyPendingAsync(3, _environment)).OrderBy(Text, StringComparer.Ordinal).ToList();
        await postgres.Store.RequestCancelAsync(_environment, ids[1], "tester", CancellationToken.None);

        var list = await ListAsync(new() { Environment = _environment, Status = ParseStatus.Pending, Ascending = true, After = ids[1] });

        Assert.Equal(ids[2], Assert.Single(list!.Parses).Id);
        Assert.True(list.HasEarlier);
    }

    [Fact]
    public async Task List_BetweenTwoTimes_IncludesBoth()
    {
        var ids = await postgres.ManyPendingAsync(4, _environment);
        var day = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));
        for (var i = 0; i < ids.Count; i++)
            await postgres.Database.ExecuteAsync(
                "update parseworker.parses set created_at = $2 where id = $1", ids[i].ToString(), day.AddHours(i).UtcDateTime);

        var list = await ListAsync(new() { Environment = _environment, Ascending = true, From = day.AddHours(1), To = day.AddHours(2) });

        Assert.Equal([ids[1], ids[2]], list!.Parses.Select(parse => parse.Id));
        Assert.False(list.HasEarlier || list.HasLater);
    }

    private async Task AssertWindowAsync(List<ParseId> order, bool ascending, int limit, ParseId? after, ParseId? before)
    {
        var (start, end) = after is { } a ? (order.IndexOf(a) + 1, order.Count) : (0, before is { } b ? order.IndexOf(b) : order.Count);
        if (before is null) end = Math.Min(end, start + limit);
        else start = Math.Max(start, end - limit);

        var list = await ListAsync(
            new() { Environment = _environment, Ascending = ascending, Limit = limit, After = after, Before = before });

        Assert.Equal(order[start..end], list!.Parses.Select(parse => parse.Id));
        Assert.Equal((start > 0 && end > start, end < order.Count && end > start), (list.HasEarlier, list.HasLater));
    }

    private Task<ParseList?> ListAsync(ParseListQuery query) => postgres.Queries.ListAsync(query, CancellationToken.None);

    private static string Text(ParseId id) => id.ToString();

    [Theory, InlineData(true), InlineData(false)]
    public async Task List_FromACursorThatWasDeleted_IsTheWindowOfTheOrderWithoutIt(bool ascending)
    {
        List<ParseId> order = [.. (await postgres.ManyPendingAsync(5, _environment)).OrderBy(Text, StringComparer.Ordinal)];
        if (!ascending) order.Reverse();
        await postgres.Store.DeleteAsync(_environment, order[2], CancellationToken.None);

        var after = await ListAsync(new() { Environment = _environment, Ascending = ascending, After = order[2] });
        var before = await ListAsync(new() { Environment = _environment, Ascending = ascending, Before = order[2] });

        Assert.Equal(order[3..], after!.Parses.Select(parse => parse.Id));
        Assert.Equal(order[..2], before!.Parses.Select(parse => parse.Id));
        Assert.Null(await ListAsync(new() { Environment = _environment + "-other", After = order[2] }));
    }

    // Whoever pages through a list goes on from a parse that retention removed meanwhile.
    [Fact]
    public async Task List_FromACursorThatWasPurged_GoesOnAfterIt()
    {
        List<ParseId> order = [.. (await postgres.ManyPendingAsync(3, _environment)).OrderBy(Text, StringComparer.Ordinal)];
        await postgres.Store.RequestCancelAsync(_environment, order[1], "tester", CancellationToken.None);

        await postgres.Services.GetRequiredService<IRetentionStore>().PurgeAsync(
            RetainedKind.Parses, TimeSpan.Zero, CancellationToken.None);

        var after = await ListAsync(new() { Environment = _environment, Ascending = true, After = order[1] });
        Assert.Equal([order[2]], after!.Parses.Select(parse => parse.Id));
        Assert.Null(await postgres.Queries.FindAsync(_environment, order[1], CancellationToken.None));
    }

    [Fact]
    public async Task Forget_Deleted_TakesTheOldOnes()
    {
        var ids = await postgres.ManyPendingAsync(2, _environment);
        foreach (var id in ids) await postgres.Store.DeleteAsync(_environment, id, CancellationToken.None);
        await postgres.Database.ExecuteAsync(
            "update parseworker.deleted_parses set deleted_at = now() - interval '8 days' where id = $1", ids[0].ToString());

        while (await postgres.Services.GetRequiredService<IRetentionStore>().PurgeDeletedAsync(CancellationToken.None) > 0) ;

        Assert.Null(await ListAsync(new() { Environment = _environment, After = ids[0] }));
        Assert.NotNull(await ListAsync(new() { Environment = _environment, After = ids[1] }));
    }
}
