using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

public sealed class SyncParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly object Sync = new { background = false };
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Create_Completed_Answers201WithTheText()
    {
        var answer = _api.CreateAsync(fields: Sync);
        await _api.RunAsync(fixture.Database, attempt => _api.CompleteAsync(attempt, "one", "two"));

        var parse = await ApiServer.ReadAsync(await answer, 201);

        Assert.Equal("completed", parse.GetProperty("status").GetString());
        Assert.Equal("""{"pages":["one","two"],"text":"one\n\ntwo"}""", parse.GetProperty("output").GetRawText());
        Assert.Equal("""{"credits":3.0,"page_count":2}""", parse.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Create_WithoutABackgroundField_Waits()
    {
        var answer = _api.CreateAsync(fields: new { });
        await _api.RunAsync(fixture.Database, attempt => _api.CompleteAsync(attempt, "text"));

        await ApiServer.ReadAsync(await answer, 201);
    }

    [Theory]
    [InlineData(ParseErrorCodes.PasswordProtected, 422)]
    [InlineData(ParseErrorCodes.NoTextLayer, 422)]
    [InlineData(ParseErrorCodes.Timeout, 422)]
    [InlineData(ParseErrorCodes.InternalError, 500)]
    [InlineData(ParseErrorCodes.EngineCrashed, 500)]
    [InlineData(ParseErrorCodes.WorkerLost, 500)]
    public async Task Create_Failed_AnswersWithTheParsesError(string code, int status)
    {
        var answer = _api.CreateAsync(fields: Sync);
        var error = new ParseError(code, "It could not be done.", new Dictionary<string, string> { ["page"] = "3" });
        var id = await _api.RunAsync(
            fixture.Database, attempt => _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(error), CancellationToken.None));

        var refused = await ApiServer.RefusedAsync(await answer, status, code);

        Assert.Equal("It could not be done.", refused.GetProperty("detail").GetString());
        Assert.Equal(id.ToString(), refused.GetProperty("details").GetProperty("parse_id").GetString());
        Assert.Equal("3", refused.GetProperty("details").GetProperty("page").GetString());
    }

    [Fact]
    public async Task Create_WhileItWaits_HoldsNoSpoolFile()
    {
        var spool = Directory.CreateTempSubdirectory("spool-test-");
        await using var api = await ApiServer.StartAsync(
            fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection([new("Documents:SpoolDirectory", spool.FullName)]),
            secret: _api.Secret);
        var answer = api.CreateAsync(fields: Sync);
        await api.RunAsync(fixture.Database, attempt =>
        {
            // An unlinked file takes space until its last descriptor is closed.
            var open = Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget ?? "");
            Assert.DoesNotContain(open, target => target.StartsWith(spool.FullName, StringComparison.Ordinal));
            return api.CompleteAsync(attempt, "text");
        });

        await ApiServer.ReadAsync(await answer, 201);
        await api.DisposeAsync();
        spool.Delete();
    }

    [Fact]
    public async Task Create_CancelledBySomebodyElse_Answers409()
    {
        var answer = _api.CreateAsync(fields: Sync);
        var id = await _api.RunAsync(fixture.Database, async attempt =>
        {
            await _api.Store.RequestCancelAsync(TestParses.Environment, attempt.Id, "someone", CancellationToken.None);
            await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Cancelled(Forced: false), CancellationToken.None);
        });

        var refused = await ApiServer.RefusedAsync(await answer, 409, "parse_cancelled");

        Assert.Equal(id.ToString(), refused.GetProperty("details").GetProperty("parse_id").GetString());
    }

    [Fact]
    public async Task Create_DeletedMeanwhile_Answers409()
    {
        var answer = _api.CreateAsync(fields: Sync);
        await _api.RunAsync(
            fixture.Database, attempt => _api.Store.DeleteAsync(TestParses.Environment, attempt.Id, CancellationToken.None));

        await ApiServer.RefusedAsync(await answer, 409, "parse_deleted");
    }

    [Fact]
    public async Task Create_ClientWentAway_CancelsNothingAndTheRetryJoins()
    {
        const string Text = "a client that times out";
        var (id, attempt) = await LeaveAsync(Text);

        var retry = _api.CreateAsync(Text, Sync);
        await _api.CompleteAsync(attempt, "text");

        Assert.Equal(id.ToString(), (await ApiServer.ReadAsync(await retry, 201)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Create_ClientWentAwayAndBustsTheCache_IsANewParse()
    {
        const string Text = "a client that wants another";
        var (id, attempt) = await LeaveAsync(Text);

        var retry = _api.CreateAsync(Text, new { background = false, bust_cache = true });
        var other = await _api.RunAsync(fixture.Database, running => _api.CompleteAsync(running, "text"));

        Assert.NotEqual(id, other);
        Assert.Equal(other.ToString(), (await ApiServer.ReadAsync(await retry, 201)).GetProperty("id").GetString());
        await _api.CompleteAsync(attempt, "text");
    }

    [Fact]
    public async Task Create_ServerStops_AnswersAtOnceAndTheRetryJoinsElsewhere()
    {
        const string Text = "a server that restarts";
        await using var stopping = await ApiServer.StartAsync(fixture.Database, secret: _api.Secret);
        var first = stopping.CreateAsync(Text, Sync);
        AttemptKey attempt = default;
        var id = await _api.RunAsync(fixture.Database, running => Task.FromResult(attempt = running));

        await stopping.StopAsync();
        var refused = await ApiServer.RefusedAsync(await first, 503, "server_stopping");
        var retry = _api.CreateAsync(Text, Sync);
        await _api.CompleteAsync(attempt, "text");

        Assert.Equal(id.ToString(), refused.GetProperty("details").GetProperty("parse_id").GetString());
        Assert.Equal(id.ToString(), (await ApiServer.ReadAsync(await retry, 201)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Create_DatabaseGoesAwayBeforeTheAnswer_IsJoinedByTheRetry()
    {
        const string Text = "a database that goes away in between";
        var unreadable = Substitute.For<IParseQueries>();
        unreadable.FindAsync("", default,
            TestContext.Current.CancellationToken).ThrowsAsyncForAnyArgs(new NpgsqlException("The connection broke.", new IOException()));
        await using var cutOff = await ApiServer.StartAsync(
            fixture.Database, services: services => services.AddSingleton(unreadable), secret: _api.Secret);

        await ApiServer.RefusedAsync(await cutOff.CreateAsync(Text), 503, "database_unavailable");
        await cutOff.StopAsync();
        var first = await fixture.Database.ScalarAsync<string>("select max(id) from parseworker.parses");
        var retry = await ApiServer.ReadAsync(await _api.CreateAsync(Text), 201);

        Assert.Equal(first, retry.GetProperty("id").GetString());
        await _api.RunAsync(fixture.Database, attempt => _api.CompleteAsync(attempt, "text"));
    }

    [Fact]
    public async Task Create_SameKeyAfterTheEnd_AnswersTheStoredEnding()
    {
        void WithKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "sync-key");
        var answer = _api.CreateAsync("kept", Sync, WithKey);
        await _api.RunAsync(fixture.Database, attempt => _api.CompleteAsync(attempt, "text"));
        var first = await ApiServer.TextAsync(await answer);

        Assert.Equal(first, await ApiServer.TextAsync(await _api.CreateAsync("kept", Sync, WithKey)));
    }

    /// <summary>A client that gives up while its parse runs.</summary>
    private async Task<(ParseId Id, AttemptKey Attempt)> LeaveAsync(string text)
    {
        using var patience = new CancellationTokenSource();
        var answer = _api.PostUntilAsync(ApiServer.Body(text, Sync), patience.Token);
        AttemptKey attempt = default;
        var id = await _api.RunAsync(fixture.Database, running => Task.FromResult(attempt = running));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        // A busy server sees only after a while that its client has gone; a retry that comes before that is another request.
        await Eventually.BecomesAsync(
            () => fixture.Database.ScalarAsync<bool>(
                $"select abandoned from parseworker.unanswered_creates where parse_id = '{id}'"), abandoned => abandoned);
        Assert.Equal("in_progress", (await _api.GetAsync(id)).GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, (await _api.GetAsync(id)).GetProperty("cancellation").ValueKind);
        return (id, attempt);
    }
}
