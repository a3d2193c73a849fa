using System.Security.Cryptography;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Sniffing;
using ParseWorker.Core.Storage;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Remote;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// Brings an attempt's document into its folder: from the store, or the first time from the web. What came from there is stored before an
/// engine sees it, so that no later attempt fetches it again.
/// </summary>
internal sealed class DocumentFetch(IDocumentStore documents, IParseStore store, RemoteFetcher remote, DatabaseRetry database)
{
    /// <summary>Writes the document to its place in <paramref name="folder"/>.</summary>
    /// <exception cref="RemoteDocumentException">It could not be fetched from the web.</exception>
    /// <exception cref="FenceLostException">The attempt was another's by the time that the document had come.</exception>
    public Task FetchAsync(ParseAttempt attempt, RunningAttempt running, AttemptFolder folder) => attempt.SourceUrl is { } url
        ? FetchRemoteAsync(attempt, running, url, folder)
        : database.TransferAsync(attempt.Key, () => running.IsWanted, async () =>
        {
            await using var document = folder.OpenDocument();
            await documents.CopyToAsync(attempt.Sha256, document, running.Token);
        });

    private async Task FetchRemoteAsync(ParseAttempt attempt, RunningAttempt running, string url, AttemptFolder folder)
    {
        await using var document = folder.OpenDocument();
        await remote.FetchAsync(url, document, running.Token);

        document.Position = 0;
        ReadOnlyMemory<byte> sha256 = await SHA256.HashDataAsync(document, running.Token);
        document.Position = 0;
        var type = DocumentSniffer.Sniff(document, attempt.File.Name).MimeType;
        await database.TransferAsync(attempt.Key, () => running.IsWanted, () =>
        {
            document.Position = 0;
            return documents.SaveAsync(sha256, document, running.Token);
        });
        if (!await database.RunAsync(
            attempt.Key, () => running.IsWanted, token => store.RecordDocumentAsync(attempt.Key, sha256, type, token)))
            throw new FenceLostException();
    }
}
