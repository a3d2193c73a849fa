using System.Buffers.Text;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary><c>POST /v1/files/upload</c>: announces an upload; the answer says where to send the bytes.</summary>
internal sealed class OpenUpload(
    IFileStore files, FileLinks links, IOptions<UploadOptions> uploads, IOptions<DocumentOptions> documents, TimeProvider time)
{
    private const int TokenBytes = 32;

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/files/upload", (
            HttpContext context, OpenUpload endpoint) => endpoint.HandleAsync(context))
        .Accepts<OpenUploadBody>("application/json")
        .WithTags("Files").WithName("openUpload").WithSummary("Announce an upload")
        .WithDescription("Then send the bytes to `uploadUrl` with the headers of `uploadHeaders`, and complete the upload.")
        .Produces<UploadBody>(StatusCodes.Status201Created)
        .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorBody>(StatusCodes.Status415UnsupportedMediaType)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    /// <summary>What is kept of an upload's token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var body = await JsonBodyReader.ReadAsync(context.Request, FileJson.Contract.OpenUploadBody, context.RequestAborted)
            ?? throw RefusedException.Invalid("invalid_json", "The request body is empty. Send 'filename' and 'size_bytes'.");
        var now = time.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var upload = new Upload
        {
            Id = FileId.New(now),
            Environment = context.Key().Environment,
            Name = FileName.Check(body.Filename, "filename"),
            ContentType = body.ContentType,
            Size = SizeOf(body),
            Sha256 = Sha256Text.Read(body.Sha256),
            TokenHash = HashOf(token),
            ExpiresAt = now + uploads.Value.ExpireAfter,
        };
        await files.OpenUploadAsync(upload, context.RequestAborted);
        return Results.Json(
            new UploadBody(
                upload.Id.ToString(), links.ToUpload(context.Request, upload.Id, upload.Name, token), HttpMethods.Put, HeadersOf(body),
                new MimeDataBody(upload.Name, FileLinks.ToReference(upload.Environment, upload.Id, upload.Name)),
                upload.ExpiresAt.UtcDateTime),
            FileJson.Contract, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>The declared type, for what stands between; it is not believed.</summary>
    private static Dictionary<string, string> HeadersOf(OpenUploadBody body)
    {
        var isType = MediaTypeHeaderValue.TryParse(body.ContentType, out var type);
        return new Dictionary<string, string> { ["Content-Type"] = isType ? type!.ToString() : MediaTypeNames.Application.Octet };
    }

    private long SizeOf(OpenUploadBody body)
    {
        if (body.SizeBytes is not { } size || size < 1)
            throw RefusedException.Invalid("invalid_size", "'size_bytes' must be the number of bytes that will be sent, 1 or more.");
        return size <= documents.Value.MaxBytes ? size : throw SpoolFile.TooLarge(documents.Value.MaxBytes);
    }
}
