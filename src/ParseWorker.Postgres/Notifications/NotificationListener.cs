using Microsoft.Extensions.Logging;
using Npgsql;
using ParseWorker.Core.Cancellation;

namespace ParseWorker.Postgres.Notifications;

/// <summary>
/// LISTEN on a session of its own. After a quiet while it notifies itself: no answer means that the session is dead or that a
/// transaction-mode pooler stands between, and whoever listens is left to its poll.
/// </summary>
internal sealed partial class NotificationListener(Databases databases, TimeProvider time, ILogger<NotificationListener> logger)
    : INotificationListener
{
    private const string Ping = "ping";
    private static readonly TimeSpan PingAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstReconnectDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastReconnectDelay = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which the listener notifies itself.</summary>
    internal TimeSpan QuietFor { get; init; } = TimeSpan.FromSeconds(30);

    public async Task ListenAsync(NotificationChannel channel, Action<string> heard, CancellationToken token)
    {
        var delay = FirstReconnectDelay;
        var deaf = false;
        while (!token.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(channel, payload =>
                {
                    delay = FirstReconnectDelay;
                    if (deaf && payload.Length > 0)
                    {
                        // Only something heard is proof: a session behind a pooler opens well and stays deaf.
                        Hearing(channel);
                        deaf = false;
                    }

                    if (payload != Ping) heard(payload);
                }, token);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
            {
                if (!deaf) Deaf(exception, channel);
                deaf = true;
            }

            if (!await WaitAsync(delay, token)) return;
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LastReconnectDelay.Ticks));
        }
    }

    private async Task ListenOnceAsync(NotificationChannel channel, Action<string> heard, CancellationToken token)
    {
        await using var connection = await databases.Direct.OpenConnectionAsync(token);
        connection.Notification += (_, notification) => heard(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {channel.ToWire()}", connection)) await listen.ExecuteNonQueryAsync(token);

        // Whatever was sent while nobody listened is lost: one hint makes up for all of it.
        heard("");
        while (true)
        {
            if (await connection.WaitAsync(QuietFor, token)) continue;
            await PingAsync(connection, channel, token);
        }
    }

    private static async Task PingAsync(NpgsqlConnection connection, NotificationChannel channel, CancellationToken token)
    {
        var answered = false;
        void Answer(object sender, NpgsqlNotificationEventArgs notification) => answered = true;
        connection.Notification += Answer;
        await using (var ping = new NpgsqlCommand("select pg_notify(@channel, @ping)", connection))
        {
            ping.Parameters.AddWithValue("channel", channel.ToWire());
            ping.Parameters.AddWithValue("ping", Ping);
            await ping.ExecuteNonQueryAsync(token);
        }

        // A session's own notification usually arrives with the statement's reply.
        if (!answered) answered = await connection.WaitAsync(PingAnswer, token);
        connection.Notification -= Answer;
        if (!answered) throw new TimeoutException("The session does not hear its own notification; is a transaction-mode pooler between?");
    }

    private async Task<bool> WaitAsync(TimeSpan delay, CancellationToken token)
    {
        try
        {
            await Task.Delay(delay, time, token);
            return true;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Notifications of {Channel} are not heard; polling alone until they are")]
    private partial void Deaf(Exception exception, NotificationChannel channel);

    [LoggerMessage(2002, LogLevel.Information, "Notifications of {Channel} are heard again")]
    private partial void Hearing(NotificationChannel channel);
}
