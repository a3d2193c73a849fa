namespace ParseWorker.Testing;

/// <summary>An environment variable of this process for the length of a test; what it was before comes back at the end.</summary>
public sealed class EnvironmentVariable : IDisposable
{
    private readonly string _name;
    private readonly string? _before;

    private EnvironmentVariable(string name, string value)
    {
        _name = name;
        _before = Environment.GetEnvironmentVariable(name);
        Write(name, value);
    }

    /// <summary>Sets it until the result is disposed. The whole process sees it, tests that run at the same time too.</summary>
    public static EnvironmentVariable Set(string name, string value) => new(name, value);

    /// <summary>Restores the value from before, or that there was none.</summary>
    public void Dispose() => Write(_name, _before);

#pragma warning disable RS0030 // Here alone it is sure to be restored.
    private static void Write(string name, string? value) => Environment.SetEnvironmentVariable(name, value);
#pragma warning restore RS0030
}
