using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ParseWorker.Queueing.Storage;

/// <summary>
/// Hangfire's state locks as advisory locks. Each belongs to an open transaction, not to a session: it ends with a commit, with a
/// rollback, with the session's death, and after a while when its holder is frozen or cut off. None can stay behind on a pooled session,
/// though pooled sessions are not reset.
/// </summary>
/// <param name="connectionString">
/// A pool of their own: whoever holds a state lock needs a second connection for the change itself, and were both from one pool, holders
/// could use it up and wait for each other.
/// </param>
/// <param name="schema">Hangfire's schema; two installations in one database do not lock each other.</param>
/// <param name="heldAtMost">PostgreSQL ends the session of a holder that has been silent for this long.</param>
/// <param name="logger">Hears of locks that were lost.</param>
internal sealed partial class StateLocks(string connectionString, string schema, TimeSpan heldAtMost, ILogger logger)
{
    /// <summary>Hangfire asks for 15 minutes; whoever waits in vain, a click in the dashboard too, gets an error before that.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan NetworkMargin = TimeSpan.FromSeconds(5);

    /// <summary>Whether Hangfire names the lock of a job's state with this.</summary>
    public static bool IsStateLock(string resource) => resource.EndsWith(":state-lock", StringComparison.Ordinal);

    /// <summary>The advisory lock's number: 64 bits of SHA-256, so that no two jobs meet.</summary>
    public long KeyOf(string resource) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{schema}:{resource}")));

    /// <summary>Takes the lock; disposing what is returned releases it and never throws.</summary>
    /// <exception cref="DistributedLockTimeoutException">Another holds it, for longer than the timeout or <see
    /// cref="LongestWait"/>.</exception>
    public IDisposable Acquire(string resource, TimeSpan timeout)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            var transaction = connection.BeginTransaction();
            Lock(connection, resource, timeout < LongestWait ? timeout : LongestWait);
            return new StateLock(this, resource, connection, transaction);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            connection.Dispose();
            TimedOut(resource);
            throw new DistributedLockTimeoutException(resource);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // One round trip: Npgsql sends the transaction's begin with it.
    private void Lock(NpgsqlConnection connection, string resource, TimeSpan wait)
    {
        using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select set_config('lock_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)")
                {
                    // Zero would be no limit.
                    Parameters = { new() { Value = Milliseconds(wait) }, new() { Value = Milliseconds(heldAtMost) } },
                },
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = KeyOf(resource) } } },
            },
            Timeout = (int)Math.Ceiling((wait + NetworkMargin).TotalSeconds),
        };
        batch.ExecuteNonQuery();
    }

    private static string Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(3002, LogLevel.Warning, "{Resource} is held by another for too long; its state stays as it is")]
    private partial void TimedOut(string resource);

    [LoggerMessage(3003, LogLevel.Warning,
        "{Resource} was lost while it was held: its session ended, and another change of state may have come between")]
    private partial void Lost(Exception exception, string resource);

    private sealed class StateLock(StateLocks locks, string resource, NpgsqlConnection connection, NpgsqlTransaction transaction)
        : IDisposable
    {
        public void Dispose()
        {
            try
            {
                transaction.Rollback();
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
            {
                // The state has been changed: an error would make Hangfire change it again. Npgsql closes a session that broke.
                locks.Lost(exception, resource);
            }
            finally
            {
                connection.Dispose();
            }
        }
    }
}
