using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary>The load for every open dashboard: read once in a while, however many ask.</summary>
internal sealed class LoadReader(IOperatorQueries queries, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1);
    private (ParseLoad Load, long At)? _last;

    /// <summary>The load, two seconds old at most.</summary>
    public async Task<ParseLoad> ReadAsync(CancellationToken token)
    {
        await _reading.WaitAsync(token);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < FreshFor) return last.Load;
            var load = await queries.ReadLoadAsync(token);
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
}
