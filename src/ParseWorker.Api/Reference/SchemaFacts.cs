using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using ParseWorker.Api.Admin;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Reference;

/// <summary>What the server knows of its bodies and the types of .NET don't say: choices, bounds, and what may be left out.</summary>
internal static class SchemaFacts
{
    /// <summary>Adds the facts to the document's schemas.</summary>
    public static void Apply(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        Choose(Property(schemas, "ParseBody", "status"), ParseStatusNames.All);
        Choose(Property(schemas, "ParseBody", "table_parsing_format"), TableFormatNames.All);
        Choose(Property(schemas, "DeliveryBody", "status"), DeliveryStatusNames.All);
        Choose(Property(schemas, "DeliveryBody", "event"), WebhookEvents.Names);
        Choose(
            Property(schemas, "CancelledParseBody", "outcome"),
            ["accepted", "already_requested", "already_terminal", "not_found", "would_cancel"]);
        ChooseOrNull(Property(schemas, "CancelledParseBody", "status"), ParseStatusNames.All);
        Choose(
            (OpenApiSchema)Property(schemas, "CancelParsesBody", "status").Items!,
            Enum.GetValues<ParseStatus>().Where(status => !status.IsTerminal()).Select(status => status.ToWire()));
        ChooseOrNull(Property(schemas, "WebhookBody", "disabled_reason"), ["requested", "failing", "gone"]);
        ChooseOrNull(Property(schemas, "DeliveryAttemptBody", "error"), WebhookErrors.All);
        foreach (var body in new[] { "WebhookBody", "CreateWebhookBody", "ChangeWebhookBody" })
            Choose((OpenApiSchema)Property(schemas, body, "events").Items!, WebhookEvents.Names);
        if (schemas.ContainsKey("ChangeEnvironmentBody"))
        {
            Bound(schemas, "ChangeEnvironmentBody", "weight", EnvironmentShare.Lowest, EnvironmentShare.Highest);
            foreach (var body in new[] { "CreateKeyBody", "ChangeKeyBody", "KeyBody" })
                Bound(schemas, body, "most_waiting", 0, KeyIssuer.MostWaiting, JsonSchemaType.Null);
        }

        Require(schemas, "OpenUploadBody", "filename", "size_bytes");
        Require(schemas, "CreateWebhookBody", "url");
        Require(schemas, "ReplayBody", "since");
        Require(schemas, "CreateKeyBody", "environment", "name");
        Require(schemas, "ChangeEnvironmentBody", "weight");
        DescribeCreate(document, (OpenApiSchema)schemas["CreateBody"], (OpenApiSchema)schemas["CreateDocument"]);
    }

    /// <summary>Restricts a string to a list.</summary>
    public static void Choose(OpenApiSchema schema, IEnumerable<string> names) => schema.Enum = [.. names.Select(name => (JsonNode)name)];

    private static void ChooseOrNull(OpenApiSchema schema, IEnumerable<string> names) =>
        schema.Enum = [.. names.Select(name => (JsonNode)name), JsonNullSentinel.JsonNull];

    /// <summary>What is refused when it is missing: their types in .NET allow for null, so that a sentence can say so.</summary>
    private static void Require(IDictionary<string, IOpenApiSchema> schemas, string schema, params ReadOnlySpan<string> properties)
    {
        if (!schemas.TryGetValue(schema, out var found)) return; // of administration, where that is off
        var body = (OpenApiSchema)found;
        body.Required ??= new HashSet<string>();
        foreach (var property in properties)
        {
            body.Required.Add(property);
            var type = Property(schemas, schema, property);
            type.Type &= ~JsonSchemaType.Null;
        }
    }

    /// <summary>A whole number within bounds.</summary>
    public static OpenApiSchema WholeNumber(int least, int most, JsonSchemaType alsoAllowed = default) => new()
    {
        Type = JsonSchemaType.Integer | alsoAllowed,
        Format = "int32",
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
    };

    private static void DescribeCreate(OpenApiDocument document, OpenApiSchema create, OpenApiSchema file)
    {
        // Null counts as absent everywhere else: client libraries send what was not set.
        create.Properties!["document"] = new OpenApiSchemaReference("CreateDocument", document);
        var format = (OpenApiSchema)create.Properties["table_parsing_format"];
        format.Enum = [.. TableFormatNames.All.Select(name => (JsonNode)name), JsonNullSentinel.JsonNull];
        var dpi = WholeNumber(ParseSettings.LowestDpi, ParseSettings.HighestDpi, JsonSchemaType.Null);
        dpi.Description = create.Properties["image_resolution_dpi"].Description;
        create.Properties["image_resolution_dpi"] = dpi;

        foreach (var (name, most) in new[] { ("expires_after", 2_592_000), ("time_limit", 86_400) })
        {
            var seconds = WholeNumber(1, most, JsonSchemaType.Null);
            seconds.Description = create.Properties[name].Description;
            create.Properties[name] = seconds;
        }

        file.Required = null;
        file.AnyOf = [Needs("filename", "url"), Needs("content"), Needs("id")];
    }

    private static void Bound(
        IDictionary<string, IOpenApiSchema> schemas, string schema, string property, int least, int most,
        JsonSchemaType alsoAllowed = default)
    {
        var number = WholeNumber(least, most, alsoAllowed);
        number.Description = Property(schemas, schema, property).Description;
        ((OpenApiSchema)schemas[schema]).Properties![property] = number;
    }

    private static OpenApiSchema Needs(params string[] properties) => new() { Required = properties.ToHashSet() };

    private static OpenApiSchema Property(IDictionary<string, IOpenApiSchema> schemas, string schema, string property) =>
        (OpenApiSchema)((OpenApiSchema)schemas[schema]).Properties![property];
}
