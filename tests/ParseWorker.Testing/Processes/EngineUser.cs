namespace ParseWorker.Testing.Processes;

/// <summary>Whom engine hosts run as when root runs the tests: a worker refuses to run them as root.</summary>
public static class EngineUser
{
    /// <summary>A user that every Debian has; null for the tests' own user, where that is not root.</summary>
    public static string? Name { get; } = Environment.IsPrivilegedProcess ? "nobody" : null;
}
