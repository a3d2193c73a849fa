using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using NSubstitute;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Postgres.Notifications;

namespace ParseWorker.Postgres.Tests.Notifications;

public sealed class NotificationSenderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly List<(string Channel, string Id)> _heard = [];
    private readonly ILogger _logger = Substitute.For<ILogger>();
    private readonly ILoggerFactory _loggers = Substitute.For<ILoggerFactory>();
    private NpgsqlConnection _session = null!;

    public async ValueTask InitializeAsync()
    {
        _session = new NpgsqlConnection(postgres.Database.ConnectionString);
        await _session.OpenAsync(TestContext.Current.CancellationToken);
        _session.Notification += (_, notification) => _heard.Add((notification.Channel, notification.Payload));
        await using var listen = new NpgsqlCommand("listen parse_ended; listen parse_enqueued", _session);
        await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        _logger.IsEnabled(LogLevel.Warning).Returns(true);
        _loggers.CreateLogger(Arg.Any<string>()).Returns(_logger);
    }

    public async ValueTask DisposeAsync() => await _session.DisposeAsync();

    // Each such commit waits for the one before it, in the whole database: no statement that a parse needs on its way may be one. Those
    // left are a cancel's and a delete's, which a worker has to hear of, and the sweeps' over all parses.
    [Fact]
    public void Statements_OfAParsesOwnWay_NotifyOfNothing()
    {
        var notifying = typeof(Sql).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(query => ((string)query.GetValue(null)!).Contains("pg_notify", StringComparison.Ordinal)).Select(query => query.Name);

        Assert.Equal(["DeleteParse", "ExpireWaiting", "Notify", "RequestCancel", "TakeBackExpired"], notifying.Order());
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task EndAttempt_OfWhateverKind_IsHeardOf(string kind)
    {
        var key = await postgres.Parses.InProgressAsync();
        if (kind == "cancelled") await postgres.CancelAsync(key.Id);

        await postgres.EndAsync(key, kind == "failed" ? Outcomes.Failed : Outcomes.Completed);

        await UntilHeardAsync(("parse_ended", key.Id.ToString()));
    }

    [Fact]
    public async Task EndAttempt_ThatEndsNoParse_IsNotHeardOf()
    {
        var (back, ended) = (await postgres.Parses.InProgressAsync(), await postgres.Parses.InProgressAsync());

        await postgres.EndAsync(back, Outcomes.HandedBack);
        await postgres.EndAsync(ended, Outcomes.Completed);

        await UntilHeardAsync(("parse_ended", ended.Id.ToString()));
        Assert.DoesNotContain(("parse_ended", back.Id.ToString()), _heard);
    }

    [Fact]
    public async Task Send_ManyOfBothKinds_SendsEachAndWaitsForNone()
    {
        await using var databases = Databases();
        var ids = Enumerable.Range(0, 300).Select(_ => ParseId.New(TimeProvider.System.GetUtcNow())).ToList();
        await using (var sender = Sender(databases))
        {
            foreach (var id in ids)
            {
                sender.Send(NotificationChannel.ParseEnded, id);
                sender.Send(NotificationChannel.ParseEnqueued, id);
            }
        }

        // Disposed: whoever ends has told what was asked for.
        foreach (var id in ids) await UntilHeardAsync(("parse_ended", id.ToString()), ("parse_enqueued", id.ToString()));
    }

    [Fact]
    public async Task Send_OverASessionThatDied_IsLoggedAndLaterOnesAreSent()
    {
        await using var databases = Databases("a session that dies");
        await using var sender = Sender(databases);
        var ids = Enumerable.Range(0, 3).Select(_ => ParseId.New(TimeProvider.System.GetUtcNow())).ToList();
        sender.Send(NotificationChannel.ParseEnded, ids[0]);
        await UntilHeardAsync(("parse_ended", ids[0].ToString()));
        await sender.DisposeAsync(); // waits until the session is back in its pool
        Assert.Equal(1, await postgres.Database.ScalarAsync<long>(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'a session that dies'"));

        sender.Send(NotificationChannel.ParseEnded, ids[1]);
        await sender.DisposeAsync();
        Assert.Single(_logger.ReceivedCalls(), call => call.GetMethodInfo().Name == nameof(ILogger.Log));

        sender.Send(NotificationChannel.ParseEnded, ids[2]);
        await UntilHeardAsync(("parse_ended", ids[2].ToString()));
    }

    [Fact]
    public async Task Send_WhereNobodyListens_SendsNothing()
    {
        await using var databases = Databases();
        var (unheard, heard) = (ParseId.New(TimeProvider.System.GetUtcNow()), ParseId.New(TimeProvider.System.GetUtcNow()));
        await using (var sender = Sender(databases, enabled: false)) sender.Send(NotificationChannel.ParseEnded, unheard);
        await using (var sender = Sender(databases)) sender.Send(NotificationChannel.ParseEnded, heard);

        await UntilHeardAsync(("parse_ended", heard.ToString()));
        Assert.DoesNotContain(("parse_ended", unheard.ToString()), _heard);
    }

    private Databases Databases(string? application = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString) { ApplicationName = application };
        return PostgresServices.Open(new PostgresOptions { Main = settings.ConnectionString }, NullLoggerFactory.Instance);
    }

    private NotificationSender Sender(Databases databases, bool enabled = true) => new(
        databases, Options.Create(new NotificationOptions { Enabled = enabled }), TimeProvider.System,
        _loggers.CreateLogger<NotificationSender>());

    private async Task UntilHeardAsync(params (string Channel, string Id)[] wanted)
    {
        while (wanted.Except(_heard).Any()) await _session.WaitAsync(TestContext.Current.CancellationToken);
    }
}
