using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;

namespace ParseWorker.Postgres.Notifications;

/// <summary>
/// Notifies of what has been committed, in statements of its own: one at a time, each with all that came up during the one before it.
/// Where every parse notifies, in the statement that writes it, PostgreSQL commits no two of them together.
/// </summary>
internal sealed partial class NotificationSender(
    Databases databases, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationSender> logger) : IAsyncDisposable
{
    /// <summary>A dead connection must not hold up the notifications after it, nor the end of the process, for the driver's half
    /// minute.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private List<(NotificationChannel Channel, ParseId Id)> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _failing;

    /// <summary>Has it sent soon, and returns at once. One that can't be sent is dropped: whoever listens polls.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="id">The parse, the notification's payload.</param>
    public void Send(NotificationChannel channel, ParseId id)
    {
        if (!options.Value.Enabled) return;
        lock (_gate)
        {
            _waiting.Add((channel, id));
            if (_isSending) return;
            _isSending = true;
            _sending = Task.Run(SendAllAsync);
        }
    }

    /// <summary>Waits until what was asked for is sent or has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_gate) sending = _sending;
        await sending;
    }

    private async Task SendAllAsync()
    {
        while (Take() is { Count: > 0 } hints)
        {
            try
            {
                var parameters = new
                {
                    channels = hints.Select(hint => hint.Channel.ToWire()).ToArray(),
                    payloads = hints.Select(hint => hint.Id.ToString()).ToArray(),
                };
                await LimitedQuery.AskAsync(
                    token => databases.ExecuteAsync(Sql.Notify, parameters, token), Limit, time, CancellationToken.None);
                _failing = false;
            }
            catch (Exception exception)
            {
                // Of whatever kind: the next ones have to be sent.
                if (!_failing) NotSent(exception, hints.Count);
                _failing = true;
            }
        }
    }

    /// <returns>What waits; empty ends the sending.</returns>
    private List<(NotificationChannel Channel, ParseId Id)> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            _isSending = taken.Count > 0;
            return taken;
        }
    }

    [LoggerMessage(2003, LogLevel.Warning, "{Count} notifications were not sent; whoever waits for them polls")]
    private partial void NotSent(Exception exception, int count);
}
