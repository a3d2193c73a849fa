using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Files;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>What came of a retry.</summary>
internal abstract record RetryResult
{
    private RetryResult() { }

    /// <summary>There is a new parse; the one that an earlier press made where there was one.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Made(ParseId Id) : RetryResult;

    /// <summary>Nothing was made.</summary>
    /// <param name="Sentence">Why, and what to do.</param>
    public sealed record Refused(string Sentence) : RetryResult;
}

/// <summary>Makes a new parse of an ended one's document: an ended record never changes.</summary>
internal sealed partial class ParseRetries(
    IParseStore store, IFileStore files, ModelCatalog models, ParseDispatcher dispatcher, TimeProvider time, ILogger<ParseRetries> logger)
{
    /// <summary>Retries; pressed again it answers with the same new parse, while that is there.</summary>
    /// <param name="ended">The record.</param>
    /// <param name="operatorName">Who asks.</param>
    public async Task<RetryResult> RetryAsync(Parse ended, string operatorName)
    {
        if (!ended.Status.IsTerminal()) return new RetryResult.Refused("It has not ended yet. Cancel it first, or wait for its end.");
        if (!models.TryFind(ended.Settings.Model, out var profile)) return new RetryResult.Refused(
            $"The model '{ended.Settings.Model}' is not configured any more. Configure it, or have the client ask for another one.");
        if (!FileId.TryParse(ended.File.Id, out var fileId)
            || await files.FindAsync(ended.Environment, fileId, CancellationToken.None) is not { } file)
            return new RetryResult.Refused("Its document was never fetched. Have the client create it again with its URL.");

        var made = await store.CreateAsync(NewParse(ended, file, profile, operatorName), CancellationToken.None);
        if (made is CreateResult.KeyReused) return new RetryResult.Refused(
            "Another request has taken the key that its retry is recorded under. Have the client send the document again.");
        var id = made switch
        {
            CreateResult.Created created => created.Parse.Id,
            CreateResult.Joined joined => joined.Parse.Id,
            _ => throw new InvalidOperationException($"The retry of {ended.Id} was answered with {made.GetType().Name}."),
        };
        if (made is CreateResult.Created) Retried(id, ended.Id, operatorName);
        await store.MarkAnsweredAsync(id, CancellationToken.None);
        await dispatcher.AdmitAsync(ended.Environment, CancellationToken.None);
        return new RetryResult.Made(id);
    }

    private NewParse NewParse(Parse ended, StoredFile file, EngineProfile profile, string operatorName) => new()
    {
        Id = ParseId.New(time.GetUtcNow()),
        Environment = ended.Environment,

        // What came with the ended parse goes with that one, so this parse has a file of its own.
        File = ended.File with { Id = (file.IsUploaded ? file.Id : FileId.New(time.GetUtcNow())).ToString() },
        Sha256 = file.Sha256,
        Settings = ended.Settings,
        Profile = profile.Name,
        Fingerprint = SHA256.HashData(Encoding.UTF8.GetBytes($"retry of {ended.Id}")),

        // No client can send this key: those of clients are trimmed.
        IdempotencyKey = $" dashboard/retry/{ended.Id}",
        JoinUnanswered = false,
        TimeLimit = ended.TimeLimit,
        Note = $"retry of {ended.Id} by {operatorName} (dashboard)",
    };

    [LoggerMessage(6219, LogLevel.Information, "{ParseId} created as a retry of {EndedId} by operator {Operator}")]
    private partial void Retried(ParseId parseId, ParseId endedId, string @operator);
}
