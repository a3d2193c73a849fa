using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Logs;
using ParseWorker.Testing;
using ParseWorker.Testing.Logs;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Hosting;

/// <summary>What the worker's log says of a parse, as the framework's own formatters write it.</summary>
public sealed class LogLinesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int EnginesOwn = 1;
    private const int Claimed = 4204;
    private const int Ended = 4205;
    private const int Failed = 4207;

    [Fact]
    public async Task Run_TwoParses_EveryLineCarriesItsParseAndAttempt()
    {
        var (loggers, lines) = JsonLog();
        await using var worker = await StartAsync(loggers);
        worker.Engine.Script = (_, _) => Telling(loggers.CreateLogger("an engine"), new EngineCrashedException("The test's engine died."));
        var (first, second) = (await worker.Parses.QueuedAsync(), await worker.Parses.QueuedAsync());

        await worker.RunAsync(first);
        await worker.RunAsync(second);

        var all = lines.Texts.Select(JsonLine.Parse).ToList();
        Assert.Equal([Claimed, EnginesOwn, Failed, Ended, Claimed, EnginesOwn, Failed, Ended], all.Select(line => line.EventId));
        Assert.All(all[..4], line => Assert.Equal((first.ToString(), "1"), Owner(line)));
        Assert.All(all[4..], line => Assert.Equal((second.ToString(), "1"), Owner(line)));
    }

    [Fact]
    public async Task Run_InJson_LogsNeitherTextNorNameOfTheDocument()
    {
        var (loggers, lines) = JsonLog();
        await using var worker = await StartAsync(loggers);
        worker.Engine.Script = (_, _) => Telling(loggers.CreateLogger("an engine"), new InvalidDataException("A table was cut off."));
        var id = await worker.Parses.QueuedAsync(document: "secret-words"u8.ToArray(), fileName: "secret-name.txt");

        await worker.RunAsync(id);

        Assert.NotEmpty(lines.Texts);
        Assert.All(lines.Texts, text =>
        {
            Assert.InRange(TimeProvider.System.GetUtcNow() - JsonLine.Parse(text).Time, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
            foreach (var secret in new[] { "secret-words", "secret-name", GateEngine.TextOf(1) })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        });
    }

    // What AddSystemd does in a unit.
    [Theory]
    [InlineData(null, "systemd")]
    [InlineData("json", "json")]
    public void Form_UnderSystemd_IsTheJournalsUnlessConfigured(string? configured, string expected)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [LogDefaults.FormKey] = configured }).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration)
            .Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Systemd)
            .KeepConfiguredForm().BuildServiceProvider();

        Assert.Equal(expected, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }

    private Task<WorkerHarness> StartAsync(ILoggerFactory loggers) =>
        WorkerHarness.StartAsync(database, services => services.AddSingleton(loggers));

    /// <summary>A log in JSON. Hangfire keeps the last factory that it was given, so it is not disposed.</summary>
    private static (ILoggerFactory Loggers, ConsoleLines Lines) JsonLog()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { [LogDefaults.FormKey] = "json" });
        LogDefaults.AddTo(configuration);
        var services = new ServiceCollection().AddLogging(logging =>
        {
            logging.AddConfiguration(configuration.GetSection("Logging"));
            ConsoleLines.AddTo(logging);
        }).BuildServiceProvider();
        return (services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<ConsoleLines>());
    }

    private static (string, string) Owner(JsonLine line) =>
        (Assert.Single(line.Scoped("ParseId")), line.Scoped("Attempt") is [var attempt] ? attempt : "");

    /// <summary>An engine that writes a page, then logs without knowing for whom it works, then fails.</summary>
    private static async IAsyncEnumerable<EngineMessage> Telling(ILogger logger, Exception end)
    {
        await Task.Yield();
        yield return GateEngine.Page(1);
        logger.Log(LogLevel.Warning, new EventId(EnginesOwn), "It gets hard.", null, static (text, _) => text);
        throw end;
    }
}
