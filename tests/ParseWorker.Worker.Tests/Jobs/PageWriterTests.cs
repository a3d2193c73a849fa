using Npgsql;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

public sealed class PageWriterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Write_DatabaseSlowerThanTheEngine_HoldsSixteenPagesAtMost()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var (made, stored, most) = (0, 0, 0);
        worker.Engine.Script = (_, _) =>
            CountAsync(200, () => most = Math.Max(most, Interlocked.Increment(ref made) - Volatile.Read(ref stored)));
        worker.Store.AfterWrite = pages =>
        {
            Interlocked.Add(ref stored, pages.Count);
            return Task.CompletedTask;
        };
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal(200, (await worker.FindAsync(id)).PagesDone);
        Assert.Equal(16, most);
    }

    [Fact]
    public async Task Write_WhileAWriteHangs_AsksTheEngineForNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var (made, gate) = (0, new Gate());
        worker.Engine.Script = (_, _) => CountAsync(200, () => Interlocked.Increment(ref made));
        worker.Store.BeforeWrite = _ => gate.PassAsync();
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);

        await gate.Reached;
        Assert.InRange(Volatile.Read(ref made), 1, 16);
        gate.Open();
        await running;

        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
    }

    [Fact]
    public async Task Write_SlowEngine_StoresWhatThereIs()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);

        await Eventually.BecomesAsync(() => worker.FindAsync(id), parse => parse is { PagesDone: 2, PageCount: 3 });
        gate.Open();
        await running;

        Assert.Equal(3, (await worker.FindAsync(id)).PagesDone);
    }

    [Fact]
    public async Task Write_ReplyLost_IsRepeatedWithoutHarm()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var tries = 0;
        worker.Store.AfterWrite = _ => ++tries == 1 ? throw new NpgsqlException("The test's connection broke.", new IOException())
            : Task.CompletedTask;
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal((ParseStatus.Completed, 2), ((await worker.FindAsync(id)).Status, tries));
        Assert.Equal([1, 2, 3], (await worker.PagesAsync(id)).Select(page => page.Number));
    }

    [Fact]
    public async Task Write_NulInText_FailsNoParse()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => SendAsync(new EngineMessage.PageText(1, "a\0b"), new EngineMessage.Finished(1));
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal("a\uFFFDb", (await worker.PagesAsync(id)).Single().Text);
    }

    [Fact]
    public async Task Write_PagesThatMakeNoDocument_AreACrash()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        EngineMessage[][] nonsense =
        [
            [GateEngine.Page(2), new EngineMessage.Finished(2)],
            [GateEngine.Page(1), new EngineMessage.Finished(2)],
            [GateEngine.Page(1)],
        ];

        foreach (var messages in nonsense)
        {
            await database.ExecuteAsync("update parseworker.parses set run_after = null, pages_done = 0 where id = $1", id.ToString());
            await database.ExecuteAsync("delete from parseworker.parse_pages where parse_id = $1", id.ToString());
            worker.Engine.Script = (_, _) => SendAsync(messages);
            await worker.RunAsync(id);
        }

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Failed, ParseErrorCodes.EngineCrashed), (parse.Status, parse.Error?.Code));
    }

    private static async IAsyncEnumerable<EngineMessage> SendAsync(params EngineMessage[] messages)
    {
        await Task.Yield();
        foreach (var message in messages) yield return message;
    }

    private static async IAsyncEnumerable<EngineMessage> CountAsync(int pages, Action made)
    {
        await Task.Yield();
        for (var number = 1; number <= pages; number++)
        {
            made();
            yield return GateEngine.Page(number);
        }

        yield return new EngineMessage.Finished(pages);
    }
}
