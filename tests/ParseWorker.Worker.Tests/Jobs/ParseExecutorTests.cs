using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

public sealed class ParseExecutorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Run_Document_CompletesWithItsPagesAndCredits()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 40);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal(ParseStatus.Completed, parse.Status);
        Assert.Equal((40, 40, 40m), (parse.PageCount, parse.PagesDone, parse.Credits));
        Assert.Equal(Enumerable.Range(1, 40).Select(n => new ParsedPage(n, GateEngine.TextOf(n))), await worker.PagesAsync(id));
    }

    [Fact]
    public async Task Run_Document_LiesInAPrivateDirectoryThatGoesAway()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var content = "";
        UnixFileMode mode = default;
        worker.Engine.Script = (request, _) =>
        {
            content = File.ReadAllText(request.DocumentPath);
            mode = File.GetUnixFileMode(worker.Get<WorkFolder>().Path);
            return GateEngine.Pages(1, 1);
        };
        var id = await worker.Parses.QueuedAsync(document: "hello"u8.ToArray(), fileName: "../../etc/passwd");

        await worker.RunAsync(id);

        Assert.Equal("hello", content);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
        var folder = Path.GetDirectoryName(worker.Engine.Requests.Single().DocumentPath);
        Assert.Equal(worker.Get<WorkFolder>().Path, Path.GetDirectoryName(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Run_RefusedDocument_FailsForGood()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var error = new ParseError(ParseErrorCodes.DocumentCorrupt, "The document is damaged. Send it again.");
        worker.Engine.Script = (_, _) => Refuse(error);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Failed, ParseErrorCodes.DocumentCorrupt), (parse.Status, parse.Error?.Code));
    }

    [Fact]
    public async Task Run_UnreadablePage_CompletesWithItEmptyAndSaysSoInTheHistory()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => WithUnreadablePage();
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal((ParseStatus.Completed, 3), (await worker.FindAsync(id)) is var parse ? (parse.Status, parse.PageCount) : default);
        Assert.Equal("", (await worker.PagesAsync(id))[1].Text);
        var history = await worker.Queries.ReadEventsAsync(id, 1, 100, CancellationToken.None);
        Assert.Equal("2 page_unreadable", Assert.Single(history, happened => happened.Kind == ParseEventKind.PageFailed).Detail);
    }

    [Fact]
    public async Task Run_LiveLeaseElsewhere_DoesNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var key = await worker.Parses.InProgressAsync();

        await worker.RunAsync(key.Id);

        Assert.Empty(worker.Engine.Requests);
        Assert.Equal(1, (await worker.FindAsync(key.Id)).Attempt);
    }

    [Fact]
    public async Task Run_DuplicateJobBesideTheRunningOne_DisturbsNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.RunAsync(id);
        gate.Open();
        await running;

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Completed, 1), (parse.Status, parse.Attempt));
        Assert.Single(worker.Engine.Requests);
    }

    [Fact]
    public async Task Run_EngineCrashesMidway_KeepsItsPagesAndResumesAtTheFirstMissingOne()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 3, () => new EngineCrashedException("The test's engine died."));
        var id = await worker.Parses.QueuedAsync();
        await worker.RunAsync(id);

        var crashed = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1, 3), (crashed.Status, crashed.AttemptsSpent, crashed.PagesDone));
        Assert.Equal(0, await worker.JobsAsync(id, "a-resume"));

        await SkipWaitAsync(id);
        worker.Engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 5);
        await worker.RunAsync(id);

        Assert.Equal([1, 4], worker.Engine.Requests.Select(request => request.FirstPage));
        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
        Assert.Equal([1, 2, 3, 4, 5], (await worker.PagesAsync(id)).Select(page => page.Number));
    }

    [Fact]
    public async Task Run_RetryBeforeItsTime_ClaimsNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));
        var id = await worker.Parses.QueuedAsync();
        await worker.RunAsync(id);

        await worker.RunAsync(id);

        Assert.Single(worker.Engine.Requests);
    }

    [Theory]
    [InlineData(ParseErrorCodes.EngineCrashed)]
    [InlineData(ParseErrorCodes.EngineOutOfMemory)]
    [InlineData(ParseErrorCodes.InternalError)]
    public async Task Run_EveryAttemptBreaks_FailsWithTheLastError(string code)
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => Breaking(code));
        var id = await worker.Parses.QueuedAsync();

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(ParseStatus.Queued, (await worker.FindAsync(id)).Status);
            await worker.RunAsync(id);
            await SkipWaitAsync(id);
        }

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Failed, 3, code), (parse.Status, parse.AttemptsSpent, parse.Error?.Code));
    }

    [Fact]
    public async Task Run_AttemptTakenAway_StopsItsEngineAndWritesNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        var stopped = false;
        worker.Engine.Script = (_, stop) =>
        {
            stop.Register(() => stopped = true);
            return GateEngine.StopAt(gate, 2, stop);
        };
        var id = await worker.Parses.QueuedAsync();
        worker.Store.BeforeWrite = _ => TakeAwayAsync(id);

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.InProgress, 2, 0), (parse.Status, parse.Attempt, parse.PagesDone));
        Assert.Empty(await worker.PagesAsync(id));
        Assert.True(stopped);
    }

    [Fact]
    public async Task Run_ParseDeletedMeanwhile_StopsAndWritesNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database, Polling.Fast);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.Store.DeleteAsync(TestParses.Environment, id, CancellationToken.None);
        await running;

        Assert.Null(await worker.Queries.FindAsync(TestParses.Environment, id, CancellationToken.None));
        Assert.Equal(1, worker.Log.Count(4206));
    }

    [Fact]
    public async Task Run_Ending_AdmitsTheNextWaitingParse()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var waiting = await worker.Parses.PendingAsync("admission");
        var id = await worker.Parses.QueuedAsync("admission");

        await worker.RunAsync(id);

        Assert.Equal(1, await worker.JobsAsync(waiting, "b-%")); // first or fresh, as the other tests' parses will have it
    }

    private static async IAsyncEnumerable<Core.Engines.EngineMessage> WithUnreadablePage()
    {
        await Task.Yield();
        yield return GateEngine.Page(1);
        yield return new Core.Engines.EngineMessage.PageText(2, "", new ParseError(ParseErrorCodes.PageUnreadable, "The page is damaged."));
        yield return GateEngine.Page(3);
        yield return new Core.Engines.EngineMessage.Finished(3);
    }

    private static async IAsyncEnumerable<Core.Engines.EngineMessage> Refuse(ParseError error)
    {
        await Task.Yield();
        yield return new Core.Engines.EngineMessage.Refused(error);
    }

    private static Exception Breaking(string code) => code switch
    {
        ParseErrorCodes.EngineCrashed => new EngineCrashedException("The test's engine died."),
        ParseErrorCodes.EngineOutOfMemory => new EngineOutOfMemoryException("The test's engine was too big."),
        _ => new OperationCanceledException("Nobody asked for this."),
    };

    private Task<int> SkipWaitAsync(ParseId id) =>
        database.ExecuteAsync("update parseworker.parses set run_after = now() where id = $1 and status = 'queued'", id.ToString());

    private Task<int> TakeAwayAsync(ParseId id) =>
        database.ExecuteAsync("update parseworker.parses set attempt = attempt + 1 where id = $1", id.ToString());
}
