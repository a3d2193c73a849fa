using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;

namespace ParseWorker.Api.Tests.Intake;

/// <summary>Feeds a body to the reader in the pieces a network might make of it.</summary>
internal static class Pieces
{
    /// <summary>What came out of a body.</summary>
    public sealed record Read(CreateBody Body, byte[] Document, byte[] Sha256, bool HasDocument, string? OtherUrl);

    public static Task<Read> ReadAsync(string body, params int[] cuts) => ReadAsync(Encoding.UTF8.GetBytes(body), 1024 * 1024, cuts);

    public static async Task<Read> ReadAsync(byte[] body, long maxBytes, params int[] cuts)
    {
        var options = Options.Create(new DocumentOptions { MaxBytes = maxBytes });
        using var directory = new SpoolDirectory(options);
        await using var received = await new CreateBodyReader(directory, options).ReadAsync(Pipe(body, cuts), CancellationToken.None);
        var sha256 = received.Spool.TakeSha256();
        var document = new byte[received.Spool.Content.Length];
        received.Spool.Content.Position = 0;
        await received.Spool.Content.ReadExactlyAsync(document);
        Assert.Equal(SHA256.HashData(document), sha256);
        return new Read(received.Body, document, sha256, received.Document.IsPresent, received.Document.OtherUrl);
    }

    public static async Task<ApiError> RefuseAsync(string body, long maxBytes = 1024 * 1024, params int[] cuts) =>
        (await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(Encoding.UTF8.GetBytes(body), maxBytes, cuts))).Error;

    private static PipeReader Pipe(byte[] body, int[] cuts)
    {
        var places = cuts.Where(cut => cut > 0 && cut < body.Length).Append(0).Append(body.Length).Distinct().Order().ToArray();
        var pieces = places.Zip(places.Skip(1), (from, to) => body[from..to]);
        return PipeReader.Create(new PiecewiseStream(pieces));
    }

    /// <summary>Never gives bytes of two pieces in one read.</summary>
    private sealed class PiecewiseStream(IEnumerable<byte[]> pieces) : MemoryStream
    {
        private readonly Queue<byte[]> _pieces = new(pieces.SelectMany(piece => piece.Chunk(1024)));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_pieces.TryPeek(out var piece)) return ValueTask.FromResult(0);
            piece.CopyTo(buffer);
            _pieces.Dequeue();
            return ValueTask.FromResult(piece.Length);
        }
    }
}
