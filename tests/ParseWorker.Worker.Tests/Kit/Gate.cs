namespace ParseWorker.Worker.Tests.Kit;

/// <summary>Where a fake waits until its test says go, and tells that it has come.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody stands before the gate.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public void Open() => _open.TrySetResult();

    public async Task PassAsync()
    {
        _reached.TrySetResult();
        await _open.Task;
    }

    /// <summary>As <see cref="PassAsync()"/>, but a caller that is told to stop does not wait on.</summary>
    public async Task PassAsync(CancellationToken stop)
    {
        _reached.TrySetResult();
        await _open.Task.WaitAsync(stop);
    }
}
