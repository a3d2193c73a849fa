using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>The real store, with places where a test can step in.</summary>
internal sealed class GatedStore(IParseStore inner) : IParseStore
{
    public Func<Task> AfterClaim { get; set; } = () => Task.CompletedTask;

    public Func<Task> BeforeFindGranted { get; set; } = () => Task.CompletedTask;

    public Func<IReadOnlyList<ParsedPage>, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    public Func<IReadOnlyList<ParsedPage>, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    public Func<ParseOutcome, Task> BeforeEnd { get; set; } = _ => Task.CompletedTask;

    public Func<ParseOutcome, Task> AfterEnd { get; set; } = _ => Task.CompletedTask;

    public Func<Task> BeforeAcknowledge { get; set; } = () => Task.CompletedTask;

    public async Task<ParseAttempt?> ClaimAsync(ParseId id, string owner, TimeSpan lease, CancellationToken token)
    {
        var attempt = await inner.ClaimAsync(id, owner, lease, token);
        await AfterClaim();
        return attempt;
    }

    public async Task<ParseAttempt?> FindGrantedAsync(ParseId id, string owner, CancellationToken token)
    {
        await BeforeFindGranted();
        return await inner.FindGrantedAsync(id, owner, token);
    }

    public Task<int?> CopyPagesAsync(AttemptKey key, CancellationToken token) => inner.CopyPagesAsync(key, token);

    public Task<bool> RecordDocumentAsync(AttemptKey key, ReadOnlyMemory<byte> sha256, string mimeType, CancellationToken token) =>
        inner.RecordDocumentAsync(key, sha256, mimeType, token);

    public async Task<bool> WritePagesAsync(AttemptKey key, IReadOnlyList<ParsedPage> pages, int? pageCount, CancellationToken token)
    {
        await BeforeWrite(pages);
        var written = await inner.WritePagesAsync(key, pages, pageCount, token);
        await AfterWrite(pages);
        return written;
    }

    public async Task<ParseStatus?> EndAttemptAsync(AttemptKey key, ParseOutcome outcome, CancellationToken token)
    {
        await BeforeEnd(outcome);
        var status = await inner.EndAttemptAsync(key, outcome, token);
        await AfterEnd(outcome);
        return status;
    }

    public async Task AcknowledgeCancelAsync(AttemptKey key, CancellationToken token)
    {
        await BeforeAcknowledge();
        await inner.AcknowledgeCancelAsync(key, token);
    }

    public Task<CreateResult> CreateAsync(NewParse parse, CancellationToken token) => inner.CreateAsync(parse, token);

    public Task MarkAnsweredAsync(ParseId id, CancellationToken token) => inner.MarkAnsweredAsync(id, token);

    public Task AbandonCreateAsync(ParseId id, CancellationToken token) => inner.AbandonCreateAsync(id, token);

    public Task<IReadOnlyList<QueuedParse>> AdmitAsync(string? environment, CancellationToken token) =>
        inner.AdmitAsync(environment, token);

    public Task RecordJobAsync(QueuedParse parse, string jobId, CancellationToken token) => inner.RecordJobAsync(parse, jobId, token);

    public Task<CancelResult?> RequestCancelAsync(string environment, ParseId id, string requestedBy, CancellationToken token) =>
        inner.RequestCancelAsync(environment, id, requestedBy, token);

    public Task<bool> DeleteAsync(string environment, ParseId id, CancellationToken token) => inner.DeleteAsync(environment, id, token);
}
