using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ParseWorker.Core.Cancellation;
using ParseWorker.Postgres.Notifications;

namespace ParseWorker.Postgres.Tests.Notifications;

public sealed class NotificationListenerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    [Theory]
    [InlineData(NotificationChannel.CancelRequested, "parse_cancel_requested")]
    [InlineData(NotificationChannel.ParseEnded, "parse_ended")]
    [InlineData(NotificationChannel.ParseEnqueued, "parse_enqueued")]
    public async Task Listen_ToAChannel_HearsItAndNoOther(NotificationChannel channel, string name)
    {
        await using var listening = Listen(channel);
        Assert.Equal("", await HearAsync());

        await NotifyAsync(name == "parse_ended" ? "parse_cancel_requested" : "parse_ended", "not this");
        await NotifyAsync(name, "prs_1");
        await NotifyAsync(name, "prs_2");

        Assert.Equal(["prs_1", "prs_2"], new[] { await HearAsync(), await HearAsync() });
    }

    [Fact]
    public async Task Listen_AfterItsSessionWasKilled_HintsAtWhatWasMissedAndHearsAgain()
    {
        await using var listening = Listen(NotificationChannel.CancelRequested);
        Assert.Equal("", await HearAsync());

        for (var kill = 0; kill < 3; kill++)
        {
            Assert.True(await postgres.Database.ScalarAsync<long>(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and query = 'listen parse_cancel_requested'
                """) > 0);
            Assert.Equal("", await HearAsync());
        }

        await NotifyAsync("parse_cancel_requested", "prs_3");
        Assert.Equal("prs_3", await HearAsync());
    }

    [Fact]
    public async Task Listen_InAQuietHour_PingsItselfAndKeepsThatToItself()
    {
        await using var listening = Listen(NotificationChannel.ParseEnded, TimeSpan.FromMilliseconds(1));
        Assert.Equal("", await HearAsync());
        await using var witness = await postgres.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var pings = 0;
        witness.Notification += (_, notification) => pings += notification.Payload == "ping" ? 1 : 0;
        await using (var listen = witness.CreateCommand())
        {
            listen.CommandText = "listen parse_ended";
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        while (pings < 3) Assert.True(await witness.WaitAsync(Deadline, TestContext.Current.CancellationToken));
        await NotifyAsync("parse_ended", "prs_4");

        Assert.Equal("prs_4", await HearAsync());
    }

    [Fact]
    public async Task Listen_WhenTheTokenFires_Returns()
    {
        var listening = Listen(NotificationChannel.ParseEnded);
        await HearAsync();

        await listening.DisposeAsync();
        await listening.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
    }

    private Listening Listen(NotificationChannel channel, TimeSpan? quietFor = null)
    {
        var listener = new NotificationListener(
            postgres.Services.GetRequiredService<Databases>(), TimeProvider.System, NullLogger<NotificationListener>.Instance)
        {
            QuietFor = quietFor ?? TimeSpan.FromSeconds(30),
        };
        return new Listening(listener, channel, payload => _heard.Writer.TryWrite(payload));
    }

    private async Task<string> HearAsync() =>
        await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline,
            TestContext.Current.CancellationToken);

    private Task<int> NotifyAsync(string channel, string payload) =>
        postgres.Database.ExecuteAsync("select pg_notify($1, $2)", channel, payload);

    private sealed class Listening : IAsyncDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public Listening(NotificationListener listener, NotificationChannel channel, Action<string> heard) =>
            Task = listener.ListenAsync(channel, heard, _source.Token);

        public Task Task { get; }

        public async ValueTask DisposeAsync()
        {
            await _source.CancelAsync();
            await Task;
            _source.Dispose();
        }
    }
}
