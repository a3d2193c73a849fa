using Microsoft.Extensions.Hosting;

namespace ParseWorker.Worker.Tests.Hosting;

/// <summary>
/// A worker's host, which stops before it goes: disposed alone it would leave Hangfire's server running, which takes the jobs of the tests
/// that follow and can run none.
/// </summary>
internal sealed class RunningHost(IHost host) : IAsyncDisposable
{
    private Task? _stopped;

    public IServiceProvider Services => host.Services;

    public Task StopAsync(CancellationToken token) => _stopped ??= host.StopAsync(token);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
