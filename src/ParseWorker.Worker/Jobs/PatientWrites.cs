using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Jobs;

/// <summary>Writes that a passing fault of the database must not fail: each try has a time limit, and another follows while it makes sense.</summary>
internal sealed partial class PatientWrites(IOptions<WorkerOptions> options, TimeProvider time, ILogger<PatientWrites> logger)
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a write until it is answered.</summary>
    /// <param name="key">Whose write it is, for the log.</param>
    /// <param name="worthwhile">Asked after a failure; false gives up, and the failure surfaces.</param>
    /// <param name="write">One try; its token is its time limit.</param>
    public async Task<T> RunAsync<T>(AttemptKey key, Func<bool> worthwhile, Func<CancellationToken, Task<T>> write)
    {
        for (var tries = 1; ; tries++)
        {
            using var limit = new CancellationTokenSource(options.Value.WriteLimit, time);
            try
            {
                return await write(limit.Token).WaitAsync(limit.Token);
            }
            catch (Exception exception) when (IsPassing(exception, limit.Token) && worthwhile())
            {
                if (tries == 1) WriteFailed(exception, key.Id, key.Attempt);
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }

    private static bool IsPassing(Exception exception, CancellationToken limit) => exception switch
    {
        OperationCanceledException => limit.IsCancellationRequested,
        TimeoutException => true,

        // 57P: the server is being stopped or started, which its driver does not count as transient.
        DbException fault => fault.IsTransient || fault.SqlState?.StartsWith("57P", StringComparison.Ordinal) == true,
        _ => false,
    };

    [LoggerMessage(4201, LogLevel.Warning, "A write of {ParseId}, attempt {Attempt}, failed; it is tried again")]
    private partial void WriteFailed(Exception exception, ParseId parseId, int attempt);
}
