using System.Threading.Channels;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Events;

/// <summary>
/// One client that follows a parse's events. It holds one piece of news at a time: while its client reads slowly nothing is asked
/// for it, and what happened meanwhile comes in one piece afterwards.
/// </summary>
internal sealed class Follower(ParseId id, int after, TimeProvider time, CancellationToken stopping) : Watcher(id)
{
    private readonly Channel<IReadOnlyList<ParseEventBody>> _news = Channel.CreateBounded<IReadOnlyList<ParseEventBody>>(1);
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
            // Kept over a silence: every new wait would stay with the channel until something comes.
            _more ??= _news.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            if (!await _more.WaitAsync(atMost, time, either.Token)) return null;
            _more = null;
            return await _news.Reader.ReadAsync(CancellationToken.None);
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
    public override NewsWish? Wish()
    {
        lock (_gate) return _news.Reader.Count > 0 ? null : new NewsWish(Id, _after, _pagesDone);
    }

    /// <inheritdoc />
    public override void Tell(ParseNews news)
    {
        lock (_gate)
        {
            if (news.Status is null) _news.Writer.TryComplete();
            else if (Unheard(news) is { Count: > 0 } events && _news.Writer.TryWrite(events)) Remember(news);
        }
    }

    private List<ParseEventBody> Unheard(ParseNews news)
    {
        var events = news.Events.Where(heard => heard.Number > _after).Select(ParseEventBody.Of).ToList();

        // The query was another's, who knows more: the next one asks for this follower too.
        var next = events.Count > 0 ? events[0].N : news.EventCount + 1;
        if (next != _after + 1) return [];
        if (news.PagesDone != _pagesDone) events.Insert(BeforeTheEnding(events), ParseEventBody.Progress(news));
        return events;
    }

    private static int BeforeTheEnding(List<ParseEventBody> events) => events.Count - (events is [.., { IsEnding: true }] ? 1 : 0);

    private void Remember(ParseNews news)
    {
        if (news.Events.Count > 0) _after = Math.Max(_after, news.Events[^1].Number);
        _pagesDone = news.PagesDone;
    }
}
