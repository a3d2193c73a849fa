using System.Threading.Channels;
using ParseWorker.Api.Bodies;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Subscriptions;

/// <summary>
/// One client's event stream. It holds one batch of events at a time: while its client reads slowly nothing is read for it, and what
/// happens meanwhile comes in one batch afterwards.
/// </summary>
/// <param name="id">The parse.</param>
/// <param name="after">The number of the last event that the client knows; 0 for none.</param>
/// <param name="subscriptions">Delivers the updates.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Fires when this process stops.</param>
internal sealed class EventSubscription(
    ParseId id, int after, ParseSubscriptions subscriptions, TimeProvider time, CancellationToken stopping)
    : Subscription(id, subscriptions)
{
    private readonly Channel<IReadOnlyList<ParseEventBody>> _batches = Channel.CreateBounded<IReadOnlyList<ParseEventBody>>(1);
    private readonly Lock _gate = new();
    private int _after = after;
    private int _pagesDone;
    private Task<bool>? _more;

    /// <summary>The next events, oldest first; empty when there were none for a while.</summary>
    /// <param name="atMost">How long to wait for some.</param>
    /// <param name="token">The client went away: throws <see cref="OperationCanceledException"/>.</param>
    /// <returns>The events, or null when the parse is gone or this process stops.</returns>
    public async Task<IReadOnlyList<ParseEventBody>?> NextAsync(TimeSpan atMost, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, stopping);
        try
        {
            // Kept between calls: the channel would hold every further wait until a batch comes.
            _more ??= _batches.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            if (!await _more.WaitAsync(atMost, time, either.Token)) return null;
            _more = null;
            return await _batches.Reader.ReadAsync(CancellationToken.None);
        }
        catch (TimeoutException)
        {
            return [];
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public override UpdateRequest? NextRequest()
    {
        lock (_gate) return _batches.Reader.Count > 0 ? null : new UpdateRequest(Id, _after, _pagesDone);
    }

    /// <inheritdoc />
    public override void Deliver(ParseUpdate update)
    {
        lock (_gate)
        {
            if (update.Status is null) _batches.Writer.TryComplete();
            else if (Unsent(update) is { Count: > 0 } events && _batches.Writer.TryWrite(events)) Remember(update);
        }
    }

    private List<ParseEventBody> Unsent(ParseUpdate update)
    {
        var events = update.Events.Where(happened => happened.Number > _after).Select(ParseEventBody.Of).ToList();

        // The query served a subscription that is further on: the next one reads for this one too.
        var next = events.Count > 0 ? events[0].N : update.EventCount + 1;
        if (next != _after + 1) return [];
        if (update.PagesDone != _pagesDone) events.Insert(BeforeTheEnding(events), ParseEventBody.Progress(update));
        return events;
    }

    private static int BeforeTheEnding(List<ParseEventBody> events) => events.Count - (events is [.., { IsEnding: true }] ? 1 : 0);

    private void Remember(ParseUpdate update)
    {
        if (update.Events.Count > 0) _after = Math.Max(_after, update.Events[^1].Number);
        _pagesDone = update.PagesDone;
    }
}
