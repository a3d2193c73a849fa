using Hangfire;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests;

/// <summary>The job as it lies in Hangfire's tables: jobs of the last version are run by the next one.</summary>
public sealed class HangfireParseQueueTests(QueueFixture queue) : IClassFixture<QueueFixture>
{
    [Theory]
    [InlineData(0, false, "b-parse")]
    [InlineData(0, true, "b-first")]
    [InlineData(1, false, "a-resume")]
    [InlineData(1, true, "b-first")] // the only queue that the spare slot serves
    [InlineData(7, false, "a-resume")]
    public async Task Enqueue_OfAParse_WritesTheContractThatWorkersRead(int attempt, bool isFirst, string queueName)
    {
        var parse = QueueFixture.Parse(attempt) with { IsFirst = isFirst };

        var jobId = queue.Queue.Enqueue(parse);

        var contract = ("""
            {"Type": "ParseWorker.Queueing.IParseJob, ParseWorker.Queueing", "Queue": "<queue>", "Method": "RunAsync",
            """ + """
             "Arguments": "[\"\\\"<id>\\\"\"]", "ParameterTypes": "[\"System.String\"]"}
            """).Replace("<queue>", queueName, StringComparison.Ordinal).Replace("<id>", parse.Id.ToString(), StringComparison.Ordinal);
        Assert.Equal(contract, await queue.ReadJobAsync("invocationdata", jobId));
        Assert.Equal($$"""["\"{{parse.Id}}\""]""", await queue.ReadJobAsync("arguments", jobId));
        Assert.Equal("Enqueued", await queue.ReadJobAsync("statename", jobId));
        Assert.Equal(queueName,
            await queue.Database.ScalarAsync<string>("select queue from hangfire.jobqueue where jobid = $1::bigint", jobId));
    }

    [Fact]
    public void QueueNames_InTheOrderOfService_AreInTheOrderOfTheAlphabet()
    {
        Assert.Equal(["a-resume", "b-first", "b-parse"], QueueNames.All);
        Assert.Equal(QueueNames.All.Order(StringComparer.Ordinal), QueueNames.All);
    }

    [Fact]
    public async Task Enqueue_OfAParse_LeavesNoParametersOfDefaultFilters()
    {
        var jobId = queue.Queue.Enqueue(QueueFixture.Parse());

        Assert.Equal(0, await queue.Database.ScalarAsync<long>("select count(*) from hangfire.jobparameter where jobid = $1::bigint",
            jobId));
    }

    [Fact]
    public void Enqueue_OfAParse_IsNamedByItsIdInTheDashboard()
    {
        var parse = QueueFixture.Parse();
        var jobId = queue.Queue.Enqueue(parse);

        using var connection = queue.Storage.GetConnection();
        var job = connection.GetJobData(jobId).Job;
        var name = Assert.Single(job.Method.GetCustomAttributes(inherit: true).OfType<JobDisplayNameAttribute>());

        Assert.Equal($"Parse {parse.Id}", name.Format(null!, job));
    }

    [Fact]
    public void Enqueue_Twice_MakesTwoJobs()
    {
        var parse = QueueFixture.Parse();

        Assert.NotEqual(queue.Queue.Enqueue(parse), queue.Queue.Enqueue(parse));
    }

    [Fact]
    public async Task Enqueue_OverConnectionsThatDiedUnnoticed_FailsOnceAtMost()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => queue.Queue.Enqueue(QueueFixture.Parse()))));
        await queue.Database.ExecuteAsync(
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        var store = Substitute.For<IParseStore>();
        var parse = QueueFixture.Parse();
        using var meters = new TestMeters();
        var metrics = new AdmissionMetrics(meters, TimeProvider.System);

        await new ParseDispatcher(store, queue.Queue, metrics, NullLogger<ParseDispatcher>.Instance).EnqueueAsync([parse]);

        await store.Received(1).RecordJobAsync(parse, Arg.Any<string>(), CancellationToken.None);
    }

    [Fact]
    public async Task Enqueue_InTwoHostsOfOneProcess_ReachesTheDatabaseOfEach()
    {
        var other = new QueueFixture();
        await other.InitializeAsync();
        _ = (queue.Storage, other.Storage);
        _ = other.Queue;

        var left = queue.Queue.Enqueue(QueueFixture.Parse());
        var parse = QueueFixture.Parse();
        var right = other.Queue.Enqueue(parse);

        Assert.Contains("RunAsync", await queue.ReadJobAsync("invocationdata", left), StringComparison.Ordinal);
        Assert.Contains(parse.Id.ToString(), await other.ReadJobAsync("arguments", right), StringComparison.Ordinal);
        await other.DisposeAsync();
    }
}
