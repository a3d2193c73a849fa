using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary>The load for every open dashboard: read once in a while, however many ask.</summary>
internal sealed partial class LoadReader(IOperatorQueries queries, TimeProvider time, ILogger<LoadReader> logger) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1);
    private (ParseLoad? Load, long At)? _last;

    /// <summary>The load, two seconds old at most; null when it could not be read within two seconds, for two more.</summary>
    public async Task<ParseLoad?> ReadAsync(CancellationToken token)
    {
        await _reading.WaitAsync(token);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < FreshFor) return last.Load;
            var load = await TryReadAsync(token);
            _last = (load, time.GetTimestamp());
            return load;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    /// <summary>The figures stand beside every page: without them the page is still worth showing.</summary>
    private async Task<ParseLoad?> TryReadAsync(CancellationToken token)
    {
        try
        {
            return await LimitedQuery.AskAsync(queries.ReadLoadAsync, LongestRead, time, token);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            NotRead(exception);
            return null;
        }
    }

    [LoggerMessage(6402, LogLevel.Warning, "The figures of the dashboard could not be read; its pages show none for two seconds")]
    private partial void NotRead(Exception exception);
}
