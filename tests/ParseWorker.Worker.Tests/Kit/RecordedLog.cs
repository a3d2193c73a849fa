using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>Keeps what is logged, by event id.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _lines = [];

    public int Count(int eventId) => _lines.Count(line => line.Id == eventId);

    public IReadOnlyList<string> Texts(int eventId) => [.. _lines.Where(line => line.Id == eventId).Select(line => line.Text)];

    public ILogger<T> For<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This log has one reader.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
