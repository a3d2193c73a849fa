namespace ParseWorker.Core.Cancellation;

/// <summary>Channels that the database notifies.</summary>
public enum NotificationChannel
{
    /// <summary>A cancel was requested for a parse in progress; the payload is its id.</summary>
    CancelRequested,

    /// <summary>A parse ended; the payload is its id.</summary>
    ParseEnded,

    /// <summary>A job was enqueued for a parse that nobody has claimed yet; the payload is the parse's id.</summary>
    ParseEnqueued,
}

/// <summary>Hears notifications. They are hints: whoever listens polls as well, and a lost one costs a poll interval.</summary>
public interface INotificationListener
{
    /// <summary>Calls <paramref name="heard"/> for each notification until the token fires; reconnects for as long as that takes.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="heard">Called on the listener's thread; must not block. The argument is the notification's payload.</param>
    /// <param name="token">Ends the listening.</param>
    Task ListenAsync(NotificationChannel channel, Action<string> heard, CancellationToken token);
}
