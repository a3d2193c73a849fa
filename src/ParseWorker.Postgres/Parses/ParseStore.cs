using System.Text.Json;
using Dapper;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;
using ParseWorker.Postgres.Notifications;

namespace ParseWorker.Postgres.Parses;

/// <summary>The moves of a parse, each one statement of <c>Queries/</c>.</summary>
internal sealed class ParseStore(
    Databases databases, NotificationSender notifications, ModelCatalog models, EngineFingerprint engine, ProcessLock process) : IParseStore
{
    /// <summary>Each further round needs a delete of the parse that held the key, at the right moment: two in a row are rare.</summary>
    private const int MaxCreateRounds = 5;

    private static readonly string Queued = ParseStatus.Queued.ToWire();

    private readonly string _fingerprintSuffixes = JsonSerializer.Serialize(models.FingerprintSuffixes);

    public async Task<CreateResult> CreateAsync(NewParse parse, CancellationToken token)
    {
        var fingerprint = parse.Fingerprint.ToArray();
        if (parse.IdempotencyKey is null && parse.JoinUnanswered
            && await TakeUnansweredAsync(parse.Environment, fingerprint, token) is { } unanswered)
            return new CreateResult.Joined(unanswered.ToParse());

        for (var round = 1; round <= MaxCreateRounds; round++)
        {
            if (await InsertAsync(parse, fingerprint, token) is { } created) return new CreateResult.Created(created.ToParse());
            if (await JoinByKeyAsync(parse, fingerprint, token) is { } joined) return joined;
            if (await FindFullAsync(parse, token) is { } full) return full;

            // Between the two statements the parse was deleted and its key with it, or one that waited was started: from the beginning.
        }

        if (parse.IdempotencyKey is null && (parse.MostWaiting ?? parse.MostWaitingOfKey) is { } most)
            return new CreateResult.QueueFull(IsOfKey: parse.MostWaiting is null, most);
        throw new InvalidOperationException(
            $"{parse.Id} was not recorded: its idempotency key, or the room for it, was taken and free {MaxCreateRounds} times in a row.");
    }

    public Task MarkAnsweredAsync(ParseId id, CancellationToken token) =>
        databases.ExecuteAsync(Sql.MarkAnswered, new { id = id.ToString() }, token);

    public Task AbandonCreateAsync(ParseId id, CancellationToken token) =>
        databases.ExecuteAsync(Sql.AbandonCreate, new { id = id.ToString() }, token);

    public async Task<IReadOnlyList<QueuedParse>> AdmitAsync(string? environment, CancellationToken token)
    {
        if (environment is not null) return await AdmitOneAsync(environment, token);

        var admitted = new List<QueuedParse>();
        var environments = await databases.QueryAsync<string>(Sql.FindWaitingEnvironments, new { liveFor = WorkerReport.LiveFor }, token);
        try
        {
            foreach (var waiting in environments) admitted.AddRange(await AdmitOneAsync(waiting, token));
        }
        catch (Exception) when (admitted.Count > 0)
        {
            // What was admitted has to be enqueued. A fault that lasts comes first at the next call, which then throws.
        }

        return admitted;
    }

    public async Task RecordJobAsync(QueuedParse parse, string jobId, CancellationToken token)
    {
        var parameters = new { id = parse.Id.ToString(), parse.Attempt, jobId };
        if (await databases.FirstOrDefaultAsync<string>(Sql.RecordJob, parameters, token) == Queued)
            notifications.Send(NotificationChannel.ParseEnqueued, parse.Id);
    }

    public async Task<ParseAttempt?> ClaimAsync(ParseId id, string owner, TimeSpan lease, CancellationToken token)
    {
        var parameters = new
        {
            id = id.ToString(),
            owner,
            lease,
            prefix = engine.Prefix,
            suffixes = _fingerprintSuffixes
        };
        return (await databases.FirstOrDefaultAsync<AttemptRow>(Sql.Claim, parameters, token))?.ToAttempt();
    }

    public async Task<ParseAttempt?> FindGrantedAsync(ParseId id, string owner, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<AttemptRow>(Sql.FindGranted, new { id = id.ToString(), owner }, token))?.ToAttempt();

    public async Task<bool> WritePagesAsync(AttemptKey key, IReadOnlyList<ParsedPage> pages, int? pageCount, CancellationToken token)
    {
        if (pages.Where((page, i) => page.Number != pages[0].Number + i).Any())
            throw new ArgumentException("Pages of one write must be consecutive.", nameof(pages));

        var parameters = new
        {
            id = key.Id.ToString(),
            key.Attempt,
            pageCount,
            first = pages[0].Number,
            last = pages[^1].Number,
            numbers = pages.Select(page => page.Number).ToArray(),
            texts = pages.Select(page => StorableText.Of(page.Text)).ToArray(),
            failures = pages.Where(page => page.FailureCode is not null).Select(page => $"{page.Number} {page.FailureCode}").ToArray(),
            inputTokens = pages.Sum(page => (long)page.InputTokens),
            outputTokens = pages.Sum(page => (long)page.OutputTokens),
        };
        if (await databases.FirstOrDefaultAsync<long>(Sql.WritePages, parameters, token) == 1) return true;

        // The caller may be repeating a write whose reply was lost: then its pages are there.
        return await databases.FirstOrDefaultAsync<bool>(Sql.WerePagesWritten, parameters, token);
    }

    public Task<int?> CopyPagesAsync(AttemptKey key, CancellationToken token) =>
        databases.FirstOrDefaultAsync<int?>(Sql.CopyPages, new { id = key.Id.ToString(), key.Attempt }, token);

    public async Task<bool> RecordDocumentAsync(
        AttemptKey key, ReadOnlyMemory<byte> sha256, string mimeType, CancellationToken token) =>
        await databases.FirstOrDefaultAsync<long>(
            Sql.RecordDocument, new { id = key.Id.ToString(), key.Attempt, sha256 = sha256.ToArray(), mimeType }, token) == 1;

    public Task AcknowledgeCancelAsync(AttemptKey key, CancellationToken token) =>
        databases.ExecuteAsync(Sql.AcknowledgeCancel, new { id = key.Id.ToString(), key.Attempt }, token);

    public async Task<ParseStatus?> EndAttemptAsync(AttemptKey key, ParseOutcome outcome, CancellationToken token)
    {
        var (sql, parameters) = Move(outcome);
        parameters.Add("id", key.Id.ToString());
        parameters.Add("attempt", key.Attempt);
        var status = await databases.FirstOrDefaultAsync<string>(sql, parameters, token);
        if (status is null) return null;

        var ended = ParseStatusNames.Parse(status);
        if (ended.IsTerminal()) notifications.Send(NotificationChannel.ParseEnded, key.Id);
        return ended;
    }

    public async Task<CancelResult?> RequestCancelAsync(string environment, ParseId id, string requestedBy, CancellationToken token)
    {
        var parameters = new { id = id.ToString(), environment, requestedBy };
        var outcome = await databases.FirstOrDefaultAsync<string>(Sql.RequestCancel, parameters, token);
        if (outcome is null) return null;

        // A second statement: the first would show the record as it was before it, or before the race it lost.
        var record = await databases.FirstOrDefaultAsync<ParseRow>(Sql.FindParse, parameters, token);
        return record is null ? null : new CancelResult(ReadOutcome(outcome), record.ToParse());
    }

    public async Task<bool> DeleteAsync(string environment, ParseId id, CancellationToken token) =>
        (await databases.QueryAsync<object>(Sql.DeleteParse, new { id = id.ToString(), environment }, token)).Count > 0;

    /// <summary>The lock is a statement of its own: the one after it sees what the lock's last holder admitted.</summary>
    private Task<IReadOnlyList<QueuedParse>> AdmitOneAsync(string environment, CancellationToken token) =>
        databases.QueryMultipleAsync<IReadOnlyList<QueuedParse>>(
            $"{Sql.LockAdmission};\n{Sql.Admit};\n{Sql.PutFirst}", new { environment, liveFor = WorkerReport.LiveFor }, async results =>
            {
                await results.ReadAsync();
                var admitted = (await results.ReadAsync<QueuedRow>()).Select(row => row.ToQueued()).ToList();
                var first = (await results.ReadAsync<QueuedRow>()).Select(row => row.ToQueued()).ToList();
                return [.. first, .. admitted.Where(parse => first.All(other => other.Id != parse.Id))];
            }, token);

    private Task<ParseRow?> TakeUnansweredAsync(string environment, byte[] fingerprint, CancellationToken token)
    {
        var parameters = new { environment, fingerprint, NewParse.JoinableFor, process = process.Key };
        return databases.FirstOrDefaultAsync<ParseRow>(Sql.TakeUnanswered, parameters, token);
    }

    /// <returns>The new row, or null when the idempotency key was used before or too many parses wait.</returns>
    private Task<ParseRow?> InsertAsync(NewParse parse, byte[] fingerprint, CancellationToken token) =>
        databases.FirstOrDefaultAsync<ParseRow>(Sql.CreateParse, new
        {
            Id = parse.Id.ToString(),
            parse.Environment,
            FileId = parse.File.Id,
            FileName = StorableText.Of(parse.File.Name),
            parse.File.MimeType,
            Sha256 = parse.Sha256.IsEmpty ? null : parse.Sha256.ToArray(),
            parse.SourceUrl,
            parse.Settings.Model,
            Profile = parse.Profile == parse.Settings.Model ? null : parse.Profile,
            TableFormat = parse.Settings.TableFormat.ToWire(),
            parse.Settings.ImageResolutionDpi,
            Instructions = StorableText.Of(parse.Settings.Instructions),
            Fingerprint = fingerprint,
            parse.IdempotencyKey,
            Process = process.Key,
            parse.ExpiresAfter,
            parse.TimeLimit,
            parse.MostWaiting,
            parse.BustCache,
            parse.KeyId,
            parse.MostWaitingOfKey,
            parse.Note,
            parse.TraceParent,
        }, token);

    private async Task<CreateResult.QueueFull?> FindFullAsync(NewParse parse, CancellationToken token)
    {
        var parameters = new { parse.Environment, parse.MostWaiting, parse.KeyId, parse.MostWaitingOfKey };
        var full = await databases.FirstOrDefaultAsync<FullRow>(Sql.FindFullQueue, parameters, token);
        return full is null ? null : new CreateResult.QueueFull(full.IsOfKey, full.Most);
    }

    /// <returns>The parse that the key made, or a refusal; null when there is no key, or it is gone.</returns>
    private async Task<CreateResult?> JoinByKeyAsync(NewParse parse, byte[] fingerprint, CancellationToken token)
    {
        if (parse.IdempotencyKey is null) return null;
        var parameters = new { parse.Environment, key = parse.IdempotencyKey };
        var first = await databases.FirstOrDefaultAsync<ParseRow>(Sql.FindByIdempotencyKey, parameters, token);
        if (first is null) return null;
        return fingerprint.AsSpan().SequenceEqual(first.RequestFingerprint)
            ? new CreateResult.Joined(first.ToParse())
            : new CreateResult.KeyReused();
    }

    private static (string Sql, DynamicParameters Parameters) Move(ParseOutcome outcome) => outcome switch
    {
        ParseOutcome.Completed done => (Sql.Complete, new DynamicParameters(new { done.PageCount, done.Credits })),
        ParseOutcome.Failed failed => (Sql.Fail, ErrorParameters(failed.Error)),
        ParseOutcome.Cancelled cancelled => (Sql.CancelAttempt, new DynamicParameters(new { cancelled.Forced })),
        ParseOutcome.HandedBack back => (Sql.HandBack, HandBackParameters(back.Cause)),
        ParseOutcome.Retried retried => (Sql.Retry, RetryParameters(retried.Error)),
        _ => throw new ArgumentException($"An attempt that ended as {outcome.GetType().Name} writes nothing.", nameof(outcome)),
    };

    private static DynamicParameters ErrorParameters(ParseError error) => new(new
    {
        error.Code,
        Message = StorableText.Of(error.Message),
        details = error.Details is null ? null
            : JsonSerializer.Serialize(error.Details.ToDictionary(pair => pair.Key, pair => StorableText.Of(pair.Value))),
    });

    private static DynamicParameters HandBackParameters(HandBackCause cause) => new(new
    {
        cause = cause.ToWire(),
        delay = cause == HandBackCause.WorkerStops ? (TimeSpan?)null : AttemptLimits.FirstHandBackDelay,
    });

    private static DynamicParameters RetryParameters(ParseError error)
    {
        var parameters = ErrorParameters(error);
        parameters.Add("maxAttempts", AttemptLimits.MaxAttempts);
        parameters.Add("delay", AttemptLimits.FirstRetryDelay);
        return parameters;
    }

    private static CancelOutcome ReadOutcome(string name) => name switch
    {
        "accepted" => CancelOutcome.Accepted,
        "already_requested" => CancelOutcome.AlreadyRequested,
        "already_terminal" => CancelOutcome.AlreadyTerminal,
        _ => throw new FormatException($"request_cancel.sql answered '{name}'."),
    };

    private sealed class FullRow
    {
        public bool IsOfKey { get; init; }
        public int Most { get; init; }
    }
}
