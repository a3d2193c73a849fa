using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Files;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Api.Files;

/// <summary><c>PUT /uploads/…</c>: takes an upload's bytes from whoever has its token, again until it is completed.</summary>
internal sealed class ReceiveUpload(IFileStore files, IDocumentStore documents, SpoolDirectory directory, TimeProvider time)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/uploads/{name}", (
            HttpContext context, ReceiveUpload endpoint, string name,
            [FromQuery(Name = "token")] string? token) => endpoint.HandleAsync(context, name, token ?? ""))
        .AllowAnonymous()

        // What was announced is the limit.
        .WithMetadata(new DisableRequestSizeLimitAttribute())
        .WithTags("Files").WithName("receiveUpload").WithSummary("Send an upload's bytes")
        .WithDescription("The address is the `uploadUrl` of the upload; no key is needed. What is sent again "
            + "replaces what was sent before.")
        .Produces(StatusCodes.Status200OK)
        .Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces<ErrorBody>(StatusCodes.Status409Conflict)
        .Produces<ErrorBody>(StatusCodes.Status410Gone)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context, string name, string secret)
    {
        var id = FileIdRoute.Read(Path.GetFileNameWithoutExtension(name));
        var token = context.RequestAborted;
        var upload = await files.FindUploadAsync(id, token);
        if (upload is null || !CryptographicOperations.FixedTimeEquals(upload.TokenHash, OpenUpload.HashOf(secret)))
            throw UploadErrors.NoSuchUpload(id.ToString());
        if (upload.CompletedAt is not null) throw UploadErrors.Completed();
        if (upload.ExpiresAt <= time.GetUtcNow()) throw UploadErrors.Expired();

        await using var spool = directory.Open();
        await CopyAsync(context.Request, spool, upload.Size, token);
        var sha256 = spool.TakeSha256();
        if (upload.Sha256 is { } announced && !announced.AsSpan().SequenceEqual(sha256)) throw UploadErrors.OtherHash();

        var mimeType = DocumentSniffer.Sniff(spool.Content, upload.Name).MimeType;
        spool.Content.Position = 0;
        await documents.SaveAsync(sha256, spool.Content, token);
        if (await files.ReceiveUploadAsync(id, sha256, mimeType, token)) return Results.Ok();

        // A long upload may outlast its link, and is gone then.
        throw await files.FindUploadAsync(id, token) is null ? UploadErrors.Expired() : UploadErrors.Completed();
    }

    /// <summary>A few KiB are in memory at a time, whatever the size.</summary>
    private static async Task CopyAsync(HttpRequest request, SpoolFile spool, long size, CancellationToken token)
    {
        var length = 0L;
        await foreach (var bytes in RequestBytes.ReadAsync(request.BodyReader, token))
        {
            length += bytes.Length;
            if (length > size) throw UploadErrors.OtherSize(size, null);
            foreach (var segment in bytes) await spool.WriteAsync(segment, token);
        }

        if (length != size) throw UploadErrors.OtherSize(size, length);
    }
}
