namespace ParseWorker.Postgres.Notifications;

/// <summary>Whether the database's notifications are listened to; section <c>Notifications</c>.</summary>
internal sealed class NotificationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Notifications";

    /// <summary>
    /// True unless set. Without, cancels, endings and new jobs are noticed by polling alone: for a database that no direct session
    /// reaches, where listening would only try again and again.
    /// </summary>
    public bool Enabled { get; set; } = true;
}
