using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>Keeps what is logged, by event id: each line with the values that a log in JSON has of it, and its scopes.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text, string Scopes, string Values, Exception? Exception)> _lines = [];
    private readonly LoggerExternalScopeProvider _scopes = new();

    public int Count(int eventId) => _lines.Count(line => line.Id == eventId);

    public IReadOnlyList<string> Texts(int eventId) => [.. _lines.Where(line => line.Id == eventId).Select(line => line.Text)];

    /// <summary>The scopes of each line of an event; empty for one without any.</summary>
    public IReadOnlyList<string> Scopes(int eventId) => [.. _lines.Where(line => line.Id == eventId).Select(line => line.Scopes)];

    /// <summary>Every line, with its values and scopes, and the exception that came with it.</summary>
    public IReadOnlyList<string> AllTexts =>
        [.. _lines.Select(line => $"{line.Text} {line.Values} {line.Scopes} {line.Exception}")];

    public ILogger<T> For<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This log has one reader.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception), CurrentScopes(), Values(state), exception));

    public void Dispose()
    {
    }

    private string CurrentScopes()
    {
        var scopes = new List<string>();
        _scopes.ForEachScope(static (scope, all) => all.Add($"{scope} {Values(scope)}"), scopes);
        return string.Join(" => ", scopes);
    }

    private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
        ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}"))
        : "";
}
