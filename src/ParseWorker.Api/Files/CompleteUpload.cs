using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary><c>POST /v1/files/upload/{id}/complete</c>: makes a file of an upload; again, it says the same.</summary>
internal sealed class CompleteUpload(IFileStore files, TimeProvider time)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/files/upload/{id}/complete", (
            HttpContext context, CompleteUpload endpoint, string id) => endpoint.HandleAsync(context, FileIdRoute.Read(id)))
        .Accepts<CompleteUploadBody>(isOptional: true, "application/json")
        .WithTags("Files").WithName("completeUpload").WithSummary("Complete an upload")
        .WithDescription("From then on it is a file. The answer can be sent as the `document` of a parse.")
        .Produces<MimeDataBody>()
        .Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces<ErrorBody>(StatusCodes.Status410Gone)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context, FileId id)
    {
        var token = context.RequestAborted;
        var environment = context.Key().Environment;

        // Clients send an object, null in it, or nothing.
        var body = await JsonBodyReader.ReadAsync(context.Request, FileJson.Contract.CompleteUploadBody, token);
        var expected = Sha256Text.Read(body?.Sha256);
        var upload = await files.FindUploadAsync(id, token);
        if (upload is null || upload.Environment != environment) throw UploadErrors.NoSuchUpload(id.ToString());
        if (upload.CompletedAt is null)
        {
            if (upload.ExpiresAt <= time.GetUtcNow()) throw UploadErrors.Expired();
            if (upload.ReceivedSha256 is null) throw UploadErrors.Empty();
            Check(expected, upload.ReceivedSha256);

            // False: another request completed it at this moment, and the file is there.
            await files.CompleteUploadAsync(id, token);
        }

        var file = await files.FindAsync(environment, id, token) ?? throw UploadErrors.NoSuchUpload(id.ToString());
        Check(expected, file.Sha256.Span);
        return Results.Json(
            new MimeDataBody(file.Name, FileLinks.ToReference(environment, id, file.Name)), FileJson.Contract);
    }

    private static void Check(byte[]? expected, ReadOnlySpan<byte> received)
    {
        if (expected is not null && !received.SequenceEqual(expected)) throw UploadErrors.OtherHash();
    }
}
