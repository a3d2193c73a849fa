using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace ParseWorker.Testing.Logs;

/// <summary>Keeps what the console would show: the framework's own formatter writes it, the one that the configuration chooses.</summary>
public sealed class ConsoleLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _texts = [];
    private readonly ConsoleFormatter _formatter;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>Made by the services that <see cref="AddTo"/> is called on.</summary>
    public ConsoleLines(IEnumerable<ConsoleFormatter> formatters, IOptions<ConsoleLoggerOptions> options)
    {
        var name = options.Value.FormatterName
            ?? throw new InvalidOperationException("No form is named: the console forgets the settings of the one that it takes then.");
        _formatter = formatters.Single(formatter => formatter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What was logged so far, an event each, with the line break that ends it.</summary>
    public IReadOnlyList<string> Texts => [.. _texts];

    /// <summary>Puts it in the place of the console.</summary>
    public static void AddTo(ILoggingBuilder logging)
    {
        logging.ClearProviders().AddConsole();
        logging.Services.RemoveAll<ILoggerProvider>();
        logging.Services.AddSingleton<ConsoleLines>();
        logging.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<ConsoleLines>());
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

    /// <inheritdoc />
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private sealed class Line(ConsoleLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => lines._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter();
            var entry = new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter);
            lines._formatter.Write(in entry, lines._scopes, text);
            lines._texts.Enqueue(text.ToString());
        }
    }
}
