using System.Threading.Channels;
using Hangfire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests;

/// <summary>A real Hangfire server with one slot, whose jobs are written down; one whose argument is "throw" throws.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Channel<string> _started;

    private RunningServer(IHost host, Channel<string> started) => (_host, _started) = (host, started);

    public static async Task<RunningServer> StartAsync(TestDatabase database)
    {
        var started = Channel.CreateUnbounded<string>();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(database.Settings());

        // Hangfire keeps one factory for the whole process: it must outlive the host that made it.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddParseQueue();
        builder.Services.AddSingleton<IParseJob>(new WrittenDown(started));

        // Named in the wrong order on purpose: the storage serves them alphabetically.
        builder.Services.AddHangfireServer(options => (options.WorkerCount, options.Queues) = (1, [.. QueueNames.All.Reverse()]));
        var host = builder.Build();
        await host.StartAsync();
        return new RunningServer(host, started);
    }

    /// <summary>The argument of the next job that starts.</summary>
    public async Task<string> NextAsync() => await _started.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class WrittenDown(Channel<string> started) : IParseJob
    {
        public Task RunAsync(string parseId)
        {
            started.Writer.TryWrite(parseId);
            return parseId == "throw" ? throw new InvalidOperationException("This job was told to throw.") : Task.CompletedTask;
        }
    }
}
