using ParseWorker.Core.Cancellation;

namespace ParseWorker.Postgres.Notifications;

/// <summary>How PostgreSQL knows the channels.</summary>
internal static class NotificationChannelNames
{
    /// <summary>The channel's name in LISTEN and NOTIFY.</summary>
    public static string ToWire(this NotificationChannel channel) => channel switch
    {
        NotificationChannel.CancelRequested => "parse_cancel_requested",
        NotificationChannel.ParseEnded => "parse_ended",
        NotificationChannel.ParseEnqueued => "parse_enqueued",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
