using Microsoft.OpenApi;
using ParseWorker.Api.Admin;
using ParseWorker.Api.Events;
using ParseWorker.Api.Health;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Reference;

/// <summary>What the server knows of its operations and their signatures don't say: keys, headers, and the types of parameters.</summary>
internal static class OperationFacts
{
    private static readonly OpenApiSchema Text = new() { Type = JsonSchemaType.String };

    /// <summary>Headers of answers, by operation.</summary>
    private static readonly Dictionary<string, (string Name, string Description, string[] Values)[]> AnswerHeaders = new()
    {
        ["createParse"] = [("Idempotent-Replayed", "true when an earlier request made the parse; else absent.", ["true"])],
        ["parseDocument"] = [("Idempotent-Replayed", "true when an earlier request made the parse; else absent.", ["true"])],
        ["getParse"] = [("Preference-Applied", "How long the answer could wait, when that was asked: wait=N.", [])],
        ["cancelParse"] =
        [
            ("Cancellation-Outcome", "What the request found.", ["accepted", "already_requested", "already_terminal"]),
            ("Preference-Applied", "How long the answer could wait, when that was asked: wait=N.", []),
        ],
        ["downloadFile"] =
        [
            ("Accept-Ranges", "Ranges of bytes are given.", ["bytes"]),
            ("Content-Disposition", "attachment, with the file's name.", []),
            ("Content-Range", "Which bytes these are of how many, of a range.", []),
            ("Last-Modified", "When the file was stored.", []),
        ],
    };

    /// <summary>Headers of requests that the endpoints read themselves, by operation.</summary>
    private static readonly Dictionary<string, (string Name, string Description)> RequestHeaders = new()
    {
        ["createParse"] = ("Idempotency-Key", "Up to 255 characters: the same request with the same key makes one parse."),
        ["parseDocument"] = ("Idempotency-Key", "Up to 255 characters: the same request with the same key makes one parse."),
        ["getParse"] = ("Prefer", "wait=N: answer when the parse has ended, or after N seconds, 0 to 60."),
        ["cancelParse"] = ("Prefer", "wait=N: answer when the worker has stopped, or after N seconds, 0 to 60; 2 by default."),
        ["downloadFile"] = ("Range", "bytes=FIRST-LAST: a part of the file."),
    };

    /// <summary>What any operation may answer that reads from the database.</summary>
    private static readonly Dictionary<string, string> CommonRefusals = new()
    {
        ["400"] = "Bad Request",
        ["500"] = "Internal Server Error",
        ["503"] = "Service Unavailable",
    };

    /// <summary>What an operation with a body may answer besides.</summary>
    private static readonly Dictionary<string, string> BodyRefusals = new()
    {
        ["408"] = "Request Timeout",
        ["413"] = "Payload Too Large",
        ["415"] = "Unsupported Media Type",
    };

    /// <summary>Operations that no limit on requests keeps anyone from; nor from reading.</summary>
    private static readonly HashSet<string> Uncounted = ["cancelParse", "cancelParses"];

    /// <summary>Adds the facts to the document's operations.</summary>
    public static void Apply(OpenApiDocument document)
    {
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                var isOfV1 = path.StartsWith("/v1/", StringComparison.Ordinal);
                var isOfAdmin = path.StartsWith("/v1" + AdminServices.Path + "/", StringComparison.Ordinal);
                if (isOfAdmin) RequireAdminKey(document, operation);
                else if (isOfV1 || path == VersionEndpoint.Path) RequireKey(document, operation);
                if (isOfV1 && !isOfAdmin && method != HttpMethod.Get && !Uncounted.Contains(operation.OperationId ?? ""))
                    Limit(document, operation);
                if (isOfV1 || IsLink(path)) AddRefusals(document, operation, CommonRefusals);
                if (operation.RequestBody is not null || method == HttpMethod.Put) AddRefusals(document, operation, BodyRefusals);
                AddRequestHeader(operation);
                foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
                    parameter.Schema = TypeOf(parameter, path);
                foreach (var (status, response) in operation.Responses ?? []) AddHeaders((OpenApiResponse)response, status, operation);
            }
        }
    }

    private static bool IsLink(string path) =>
        path.StartsWith("/uploads/", StringComparison.Ordinal) || path.StartsWith("/downloads/", StringComparison.Ordinal);

    private static void RequireKey(OpenApiDocument document, OpenApiOperation operation)
    {
        operation.Security = [Needs(document, "bearer"), Needs(document, "apiKey")];
        operation.Responses ??= [];
        operation.Responses["401"] = Refusal(document, "Unauthorized");
    }

    private static void RequireAdminKey(OpenApiDocument document, OpenApiOperation operation)
    {
        operation.Security = [Needs(document, "adminKey")];
        operation.Responses ??= [];
        operation.Responses["401"] = Refusal(document, "Unauthorized");
        operation.Responses["429"] = Refusal(document, "Too many wrong keys");
    }

    private static void Limit(OpenApiDocument document, OpenApiOperation operation) =>
        operation.Responses!["429"] = Refusal(document, "Too Many Requests");

    private static void AddRefusals(OpenApiDocument document, OpenApiOperation operation, Dictionary<string, string> refusals)
    {
        operation.Responses ??= [];
        foreach (var (status, description) in refusals) operation.Responses.TryAdd(status, Refusal(document, description));
    }

    private static OpenApiResponse Refusal(OpenApiDocument document, string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("ErrorBody", document) },
        },
    };

    private static OpenApiSecurityRequirement Needs(OpenApiDocument document, string scheme) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static void AddRequestHeader(OpenApiOperation operation)
    {
        if (!RequestHeaders.TryGetValue(operation.OperationId ?? "", out var header)) return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = header.Name,
            In = ParameterLocation.Header,
            Description = header.Description,
            Schema = Text,
        });
    }

    private static void AddHeaders(OpenApiResponse response, string status, OpenApiOperation operation)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers["x-request-id"] = new OpenApiHeader { Description = "Names this request in the log.", Schema = Text };
        if (status == "401")
            response.Headers["WWW-Authenticate"] = new OpenApiHeader { Description = "The scheme that keys are sent with.", Schema = Text };
        if (status is "429" or "503")
            response.Headers["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait, where it can be told.", Schema = Text };
        if (!status.StartsWith('2') && !IsReplayable(status, operation)) return;
        foreach (var (name, description, values) in AnswerHeaders.GetValueOrDefault(operation.OperationId ?? "", []))
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String };
            if (values.Length > 0) SchemaFacts.Choose(schema, values);
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = schema };
        }
    }

    /// <summary>An ending that is an error is replayed as well.</summary>
    private static bool IsReplayable(string status, OpenApiOperation operation) =>
        status is "409" or "422" && (operation.OperationId is "createParse" or "parseDocument");

    /// <summary>Queries are bound as text, so that a wrong value gets an error of ours.</summary>
    private static IOpenApiSchema? TypeOf(OpenApiParameter parameter, string path) => parameter.Name switch
    {
        "limit" => SchemaFacts.WholeNumber(1, QueryLimit.Greatest),
        "after" or "before" or EventsQuery.LastEventId when path.EndsWith("/events", StringComparison.Ordinal) =>
            SchemaFacts.WholeNumber(0, int.MaxValue),
        "include_output" or "include_partial" or "include_embeddings" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        "order" => Choices(["asc", "desc"]),
        "sort_by" => Choices(["created_at", "updated_at"]),
        "status" when path.EndsWith("/deliveries", StringComparison.Ordinal) => Choices(DeliveryStatusNames.All),
        "status" => Choices(ParseStatusNames.All),
        _ => parameter.Schema,
    };

    private static OpenApiSchema Choices(IEnumerable<string> names)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        SchemaFacts.Choose(schema, names);
        return schema;
    }
}
