using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Api.Parses;

/// <summary><c>POST /v1/parses</c>: takes a document in and records its parse; answers at once, or when it has ended.</summary>
internal sealed partial class CreateParse(
    CreateBodyReader reader, IDocumentStore documents, IParseStore store, IParseQueries queries, ParseDispatcher dispatcher,
    SyncParse sync, AnsweredCreates answered, ModelCatalog models, TimeProvider time, ILogger<CreateParse> logger)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/parses", (
            HttpContext context, CreateParse endpoint) => endpoint.HandleAsync(context))
        .Accepts<CreateBody>("application/json", "text/json", "application/*+json")

        // The reader has its own limits. Kestrel's would cut the connection while the client still sends, and its error would be lost.
        .WithMetadata(new DisableRequestSizeLimitAttribute())
        .WithTags("Parses").WithName("createParse").WithSummary("Parse a document")
        .WithDescription("With `background: true` the answer comes at once and the parse goes on; else it comes when the parse has ended: "
            + "201 completed, 422 for a document that cannot be parsed, 409 when somebody cancelled it. With an `Idempotency-Key` header "
            + "the same request is never parsed twice.")
        .Produces<ParseBody>(StatusCodes.Status201Created)
        .Produces<ErrorBody>(StatusCodes.Status409Conflict)
        .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var (parse, background) = await ReceiveAsync(context);

        // From here on the parse exists, whether or not its client is still there: its retry will join it.
        var id = await RecordAsync(parse, context.Key());
        answered.MarkWhenSent(context, id);
        await dispatcher.AdmitAsync(parse.Environment, CancellationToken.None);
        if (!background) return await sync.AnswerAsync(context, parse.Environment, id);
        return await queries.FindAsync(parse.Environment, id, context.RequestAborted) is { } record
            ? new ParseAnswer(record, StatusCodes.Status201Created)
            : throw RefusedException.NoSuchParse(id.ToString());
    }

    /// <summary>Takes the document in; its spool file is gone before anything waits.</summary>
    private async Task<(NewParse Parse, bool Background)> ReceiveAsync(HttpContext context)
    {
        var token = context.RequestAborted;
        var idempotencyKey = IdempotencyKey.Read(context.Request);
        await using var received = await reader.ReadAsync(context.Request.BodyReader, token);
        var request = CreateRequest.Check(received, models);
        var sha256 = received.Spool.TakeSha256();
        var sniffed = Sniff(received.Spool.Content, request.FileName);
        await documents.SaveAsync(sha256, received.Spool.Content, token);
        return (NewParse(context.Key(), request, sha256, sniffed, idempotencyKey), request.Background);
    }

    private NewParse NewParse(ApiKey key, CreateRequest request, byte[] sha256, SniffedDocument sniffed, string? idempotencyKey)
    {
        var now = time.GetUtcNow();
        return new NewParse
        {
            Id = ParseId.New(now),
            Environment = key.Environment,
            File = new DocumentFile($"file_{Ulid.NewUlid(now)}", request.FileName, sniffed.MimeType),
            Sha256 = sha256,
            Settings = request.Settings,
            Fingerprint = RequestFingerprint.Of(key.Id, sha256, request),
            IdempotencyKey = idempotencyKey,
            JoinUnanswered = !request.BustCache,
        };
    }

    private static SniffedDocument Sniff(Stream document, string fileName)
    {
        if (document.Length == 0)
            throw RefusedException.Invalid(ParseErrorCodes.DocumentEmpty, "The document is empty: 'document.url' holds no bytes.");
        var sniffed = DocumentSniffer.Sniff(document, fileName);
        return sniffed.Type != DocumentType.Unknown
            ? sniffed
            : throw RefusedException.Invalid(ParseErrorCodes.UnsupportedFormat,
                $"No engine reads this document; its bytes look like {sniffed.MimeType}. "
                + $"Send {ReadableFormats.Listed}.");
    }

    private async Task<ParseId> RecordAsync(NewParse parse, ApiKey key)
    {
        switch (await store.CreateAsync(parse, CancellationToken.None))
        {
            case CreateResult.Created created:
                Created(created.Parse.Id, created.Parse.File.MimeType, created.Parse.Settings.Model, key.Id);
                return created.Parse.Id;
            case CreateResult.Joined joined:
                Joined(joined.Parse.Id, joined.Parse.Status, key.Id);
                return joined.Parse.Id;
            default:
                throw RefusedException.Invalid("idempotency_key_reused",
                    "This Idempotency-Key was used with another request. Use a new key for a new request.");
        }
    }

    [LoggerMessage(6200, LogLevel.Information, "{ParseId} created by key {KeyId}: {MimeType}, {Model}")]
    private partial void Created(ParseId parseId, string mimeType, string model, string keyId);

    [LoggerMessage(6201, LogLevel.Information, "{ParseId} joined by a repeated create of key {KeyId}, now {Status}")]
    private partial void Joined(ParseId parseId, ParseStatus status, string keyId);
}
