using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Storage;

/// <summary>
/// Every move of a parse. Each is one guarded statement with its event and its notification; a move that lost its race
/// changes nothing and says so. Failures of the database surface as exceptions and change nothing that is promised.
/// </summary>
public interface IParseStore
{
    /// <summary>
    /// Records a parse as <c>pending</c>, or joins the one that the same request made before: by its key, or without one when the client
    /// of that request is gone and never had its answer.
    /// </summary>
    Task<CreateResult> CreateAsync(NewParse parse, CancellationToken token);

    /// <summary>Notes that the reply to a create was sent, so that an identical create is a new one.</summary>
    Task MarkAnsweredAsync(ParseId id, CancellationToken token);

    /// <summary>Notes that the client of a create is gone without its answer, so that an identical create joins it.</summary>
    Task AbandonCreateAsync(ParseId id, CancellationToken token);

    /// <summary>
    /// Moves waiting parses to <c>queued</c>, oldest first, while the environment has room: 2 × the slots of live workers. One that runs
    /// nothing while others run or wait gets one parse that goes first.
    /// </summary>
    /// <param name="environment">The environment, or null for every environment that has parses waiting.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>The parses that now need a job.</returns>
    Task<IReadOnlyList<QueuedParse>> AdmitAsync(string? environment, CancellationToken token);

    /// <summary>Stores which Hangfire job was enqueued for a parse; changes nothing when it has moved on.</summary>
    Task RecordJobAsync(QueuedParse parse, string jobId, CancellationToken token);

    /// <summary>Grants the next attempt of a pending or queued parse whose time has come.</summary>
    /// <param name="id">The parse.</param>
    /// <param name="owner">The worker's name, for people.</param>
    /// <param name="lease">How long the grant lasts without a renewal.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>The attempt, or null when there is nothing to claim.</returns>
    Task<ParseAttempt?> ClaimAsync(ParseId id, string owner, TimeSpan lease, CancellationToken token);

    /// <summary>Finds the attempt that this owner was granted and that runs; for a claim whose answer was lost.</summary>
    /// <returns>The attempt, or null when the parse is not running, or running on another worker.</returns>
    Task<ParseAttempt?> FindGrantedAsync(ParseId id, string owner, CancellationToken token);

    /// <summary>Stores the next pages of an attempt, in one statement with its progress.</summary>
    /// <param name="key">The fence.</param>
    /// <param name="pages">Consecutive; the first follows the last stored one.</param>
    /// <param name="pageCount">Pages of the document when the engine has told, else null.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>False when the attempt is no longer in progress; nothing was written.</returns>
    /// <exception cref="ArgumentException">The pages are not consecutive; nothing was written.</exception>
    Task<bool> WritePagesAsync(AttemptKey key, IReadOnlyList<ParsedPage> pages, int? pageCount, CancellationToken token);

    /// <summary>
    /// Gives an attempt without pages those of an earlier parse of its environment, where the same engine read the same bytes, of the same
    /// type, with the same settings and without a page that failed; not when its request said <c>bust_cache</c>.
    /// </summary>
    /// <returns>How many pages were copied, all that the document has; null when there was no such parse, or the attempt is no longer in
    /// progress.</returns>
    Task<int?> CopyPagesAsync(AttemptKey key, CancellationToken token);

    /// <summary>Notes what an attempt has fetched from its parse's address; the bytes are stored already.</summary>
    /// <param name="key">The fence.</param>
    /// <param name="sha256">SHA-256 of the document's bytes.</param>
    /// <param name="mimeType">Its type, told by its bytes.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>False when the attempt is no longer in progress; nothing was written.</returns>
    Task<bool> RecordDocumentAsync(AttemptKey key, ReadOnlyMemory<byte> sha256, string mimeType, CancellationToken token);

    /// <summary>Notes that the worker saw the cancel request.</summary>
    Task AcknowledgeCancelAsync(AttemptKey key, CancellationToken token);

    /// <summary>Moves a parse out of <c>in_progress</c>: to the outcome's status, or to <c>cancelled</c> when that was asked.</summary>
    /// <returns>The status it has now, or null when the attempt was no longer in progress.</returns>
    Task<ParseStatus?> EndAttemptAsync(AttemptKey key, ParseOutcome outcome, CancellationToken token);

    /// <summary>Asks for the parse to end <c>cancelled</c>; ends it at once when nothing runs.</summary>
    /// <returns>What the request found, or null when the environment has no such parse.</returns>
    Task<CancelResult?> RequestCancelAsync(string environment, ParseId id, string requestedBy, CancellationToken token);

    /// <summary>Removes a parse with its pages and events, whatever its status.</summary>
    /// <returns>False when the environment has no such parse.</returns>
    Task<bool> DeleteAsync(string environment, ParseId id, CancellationToken token);
}

/// <summary>A parse that needs a job.</summary>
/// <param name="Id">The parse.</param>
/// <param name="Attempt">The last attempt that was granted; 0 for a fresh parse.</param>
/// <param name="Environment">The environment that owns it.</param>
/// <param name="IsFirst">True when its environment runs nothing while others do: it goes ahead of their fresh parses.</param>
public sealed record QueuedParse(ParseId Id, int Attempt, string Environment, bool IsFirst = false);
