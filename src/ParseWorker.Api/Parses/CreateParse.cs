using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Limits;
using ParseWorker.Api.Telemetry;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Remote;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary><c>POST /v1/parses</c>: takes a document in and records its parse; answers at once, or when it has ended.</summary>
internal sealed partial class CreateParse(
    CreateBodyReader reader, DocumentIntake intake, IParseStore store, IParseQueries queries, ParseDispatcher dispatcher,
    SyncParse sync, AnsweredCreates answered, ModelCatalog models, RemoteUrlPolicy remote, RequestMetrics metrics,
    IOptions<LimitOptions> limits, TimeProvider time, ILogger<CreateParse> logger)
{
    /// <summary>Says that the answer is an earlier request's, as Stripe does: the parse was not made by this one.</summary>
    private const string ReplayedHeader = "Idempotent-Replayed";

    private static readonly TimeSpan QueueFullRetry = TimeSpan.FromSeconds(5);

    /// <summary>Maps the route, and the one that clients used before April 2026.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        Describe(v1.MapPost("/parses", (HttpContext context, CreateParse endpoint) => endpoint.HandleAsync(context)));
        MapAlias(v1.MapPost("/documents/parse", (HttpContext context, CreateParse endpoint) => endpoint.HandleLegacyAsync(context)));
    }

    private static void Describe(RouteHandlerBuilder route) => TakeBody(route)
        .WithTags("Parses").WithName("createParse").WithSummary("Parse a document")
        .WithDescription("With `background: true` the answer comes at once and the parse goes on; else it comes when the parse has ended: "
            + "201 completed, 422 for a document that cannot be parsed, 409 when somebody cancelled it. No byte comes before: clients that "
            + "wait a minute or five for an answer to begin (Node 300 s, .NET 100 s, Rust, Ruby and PHP 60 s) should set `background` for "
            + "long documents. With an `Idempotency-Key` header the same request is never parsed twice; `Idempotent-Replayed: true` says "
            + "that the answer belongs to a parse that an earlier request made.")
        .Produces<ParseBody>(StatusCodes.Status201Created)
        .Produces<ErrorBody>(StatusCodes.Status409Conflict)
        .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorBody>(StatusCodes.Status415UnsupportedMediaType)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity)
        .Produces<ErrorBody>(StatusCodes.Status500InternalServerError)
        .Produces<ErrorBody>(StatusCodes.Status503ServiceUnavailable);

    private static void MapAlias(RouteHandlerBuilder route) => TakeBody(route)
        .WithTags("Parses").WithName("parseDocument").WithSummary("Parse a document (before April 2026)")
        .WithDescription("For older clients: as `POST /v1/parses` without `background`, with the answer that they read.")
        .Produces<LegacyParseBody>()
        .Produces<ErrorBody>(StatusCodes.Status409Conflict)
        .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorBody>(StatusCodes.Status415UnsupportedMediaType)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity)
        .Produces<ErrorBody>(StatusCodes.Status500InternalServerError)
        .Produces<ErrorBody>(StatusCodes.Status503ServiceUnavailable);

    private static RouteHandlerBuilder TakeBody(RouteHandlerBuilder route) => route
        .Accepts<CreateBody>("application/json", "text/json", "application/*+json")

        // The reader has its own limits. Kestrel's would cut the connection while the client still sends, and its error would be lost.
        .WithMetadata(new DisableRequestSizeLimitAttribute());

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var (parse, background) = await ReceiveAsync(context);
        return background
            ? await CreateAsync(context, parse, id => ReadAsync(context, parse.Environment, id))
            : await CreateAsync(context, parse, id => sync.AnswerAsync(
                context, parse.Environment, id, completed => new ParseAnswer(completed, StatusCodes.Status201Created)));
    }

    private async Task<IResult> HandleLegacyAsync(HttpContext context)
    {
        var (parse, _) = await ReceiveAsync(context);
        return await CreateAsync(context, parse, id => sync.AnswerAsync(
            context, parse.Environment, id, completed => new LegacyParseAnswer(completed)));
    }

    /// <summary>Records the parse. From then on it exists, whether or not its client is still there: a retry will join it.</summary>
    private async Task<IResult> CreateAsync(HttpContext context, NewParse parse, Func<ParseId, Task<IResult>> answer)
    {
        var (id, joined) = await answered.AbandonOnFailureAsync(context, parse.Id, () => RecordAsync(parse, context.Key()));
        CreateTrace.SetParse(id);
        if (joined) SayReplayed(context.Response);
        answered.MarkWhenSent(context, id);
        return answered.Guard(await answered.AbandonOnFailureAsync(context, id, async () =>
        {
            await dispatcher.AdmitAsync(parse.Environment, CancellationToken.None);
            return await answer(id);
        }), id);
    }

    /// <summary>Late, since an error clears the headers: a parse that failed is replayed, too.</summary>
    private static void SayReplayed(HttpResponse response) => response.OnStarting(() =>
    {
        response.Headers[ReplayedHeader] = "true";
        return Task.CompletedTask;
    });

    private async Task<IResult> ReadAsync(HttpContext context, string environment, ParseId id) =>
        await queries.FindAsync(environment, id, context.RequestAborted) is { } record
            ? new ParseAnswer(record, StatusCodes.Status201Created)
            : throw RefusedException.NoSuchParse(id.ToString());

    /// <summary>Takes the document in; its spool file is gone before anything waits.</summary>
    private async Task<(NewParse Parse, bool Background)> ReceiveAsync(HttpContext context)
    {
        var token = context.RequestAborted;
        var idempotencyKey = IdempotencyKey.Read(context.Request);
        await using var received = await reader.ReadAsync(context.Request.BodyReader, token);
        var key = context.Key();
        var referenced = await intake.FindReferencedAsync(received, key.Environment, token);
        var request = CreateRequest.Check(received, referenced, models, remote);
        var document = await intake.TakeAsync(received, referenced, request.FileName, token);
        return (NewParse(key, request, document, idempotencyKey), request.Background);
    }

    private NewParse NewParse(ApiKey key, CreateRequest request, TakenDocument document, string? idempotencyKey) => new()
    {
        Id = ParseId.New(time.GetUtcNow()),
        Environment = key.Environment,
        File = document.File,
        Sha256 = document.Sha256,
        SourceUrl = document.SourceUrl,
        Settings = request.Settings,
        Profile = request.Profile.Name,
        Fingerprint = RequestFingerprint.Of(key.Id, document.Identity, request),
        IdempotencyKey = idempotencyKey,
        JoinUnanswered = !request.BustCache,
        BustCache = request.BustCache,
        ExpiresAfter = request.ExpiresAfter,
        TimeLimit = request.TimeLimit,
        MostWaiting = limits.Value.WaitingParses,
        KeyId = key.Id,
        TraceParent = CreateTrace.Current(),
        MostWaitingOfKey = limits.Value.WaitingParsesOfAKey,
    };

    private async Task<(ParseId Id, bool Joined)> RecordAsync(NewParse parse, ApiKey key)
    {
        await answered.SettleAsync();
        var result = await store.CreateAsync(parse, CancellationToken.None);
        metrics.Created(result);
        switch (result)
        {
            case CreateResult.Created created:
                Created(created.Parse.Id, created.Parse.File.MimeType, created.Parse.Settings.Model, key.Id);
                return (created.Parse.Id, false);
            case CreateResult.Joined joined:
                answered.Forget(joined.Parse.Id);
                Joined(joined.Parse.Id, joined.Parse.Status, key.Id);
                return (joined.Parse.Id, true);
            case CreateResult.QueueFull full:
                throw QueueFull(full);
            default:
                throw RefusedException.Invalid("idempotency_key_reused",
                    "This Idempotency-Key was used with another request. Use a new key for a new request.");
        }
    }

    /// <summary>There is room as soon as a parse starts; nobody can tell when that is.</summary>
    private static RefusedException QueueFull(CreateResult.QueueFull full) => new(new ApiError(
        StatusCodes.Status429TooManyRequests, "queue_full",
        $"{full.Most} parses of this {(full.IsOfKey ? "API key" : "environment")} wait for a worker already, which is as many as may. "
        + "Send the create again later, or cancel some of them.",
        RetryAfter: QueueFullRetry));

    [LoggerMessage(6200, LogLevel.Information, "{ParseId} created by key {KeyId}: {MimeType}, {Model}")]
    private partial void Created(ParseId parseId, string mimeType, string model, string keyId);

    [LoggerMessage(6201, LogLevel.Information, "{ParseId} joined by a repeated create of key {KeyId}, now {Status}")]
    private partial void Joined(ParseId parseId, ParseStatus status, string keyId);
}
