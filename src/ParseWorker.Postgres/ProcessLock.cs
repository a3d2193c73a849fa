using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ParseWorker.Postgres;

/// <summary>
/// Shows other processes that this one lives: an advisory lock on a session of its own, which PostgreSQL gives up with the session,
/// however the process ends. While the database is away nobody holds it.
/// </summary>
/// <param name="databases">Where the session is.</param>
/// <param name="hasSession">False where no session can be had for it: behind a transaction-mode pooler a lock is the pooler's.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of a session that was lost.</param>
internal sealed partial class ProcessLock(
    Databases databases, bool hasSession, TimeProvider time, ILogger<ProcessLock> logger)
    : BackgroundService
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly long _key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & (long.MaxValue >> 1);

    /// <summary>
    /// The lock's number: random, 62 bits, so that no two processes meet. Null without a session: creates without an answer are then
    /// joined whether or not somebody waits for it.
    /// </summary>
    public long? Key => hasSession ? _key : null;

    /// <summary>Returns when the lock is held, or cannot be had at present.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Key is null) return;
        await base.StartAsync(cancellationToken);
        await _tried.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HoldAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(exception);
                _tried.TrySetResult();
            }

            await Task.Delay(Reconnect, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldAsync(CancellationToken token)
    {
        await using var connection = await databases.Unpooled.OpenConnectionAsync(token);
        await using (var take = new NpgsqlCommand("select pg_advisory_lock(@key)", connection))
        {
            take.Parameters.AddWithValue("key", _key);
            await take.ExecuteNonQueryAsync(token);
        }

        _tried.TrySetResult();

        // Nothing is sent here; a session that breaks throws.
        while (true) await connection.WaitAsync(token);
    }

    [LoggerMessage(2003, LogLevel.Warning,
        "The session that shows that this process lives was lost; a create that is repeated meanwhile is joined")]
    private partial void Lost(Exception exception);
}
