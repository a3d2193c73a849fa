using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ParseWorker.Api.Admin;
using ParseWorker.Api.Auth;
using Scalar.AspNetCore;

namespace ParseWorker.Api.Reference;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and its browsable form at <c>/docs</c>.</summary>
internal static class ReferenceServices
{
    private const string Description =
        "Turns documents into text, page by page, and lets anyone cancel a parse while it runs. Speaks Retab's public Parses API "
        + "as its client libraries expect it. Every error is JSON with a string `detail`, a stable `code`, `message` and `details`; "
        + "every answer carries `x-request-id`. What is answered to GET is answered to HEAD. Bodies may be compressed: br, deflate or "
        + "gzip, said by `Content-Encoding`.";

    /// <summary>Adds the OpenAPI document, in the contract's spelling.</summary>
    public static IServiceCollection AddReference(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return services.AddOpenApi("v1", options => options.AddDocumentTransformer(DescribeAsync));
    }

    /// <summary>Maps the document and the reference; both are public, and all the reference loads comes from here.</summary>
    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();
        routes.MapScalarApiReference("/docs", options =>
        {
            options.Title = "ParseWorker API";
            options.DefaultFonts = false;
            options.Telemetry = false;

            // Buttons that lead to their maker's services.
            options.DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools();
        }).AllowAnonymous();
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken token)
    {
        document.Info = new OpenApiInfo { Title = "ParseWorker", Version = "v1", Description = Description };
        document.Servers = [];
        DescribeKeys(document, context.ApplicationServices.GetRequiredService<AdminKey>().IsSet);
        SchemaFacts.Apply(document);
        OperationFacts.Apply(document);
        return Task.CompletedTask;
    }

    private static void DescribeKeys(OpenApiDocument document, bool isAdministered)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The API key." },
            ["apiKey"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyAuthentication.Header,
                Description = "The API key, as older clients send it.",
            },
        };
        if (!isAdministered) return;
        document.Components.SecuritySchemes["adminKey"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The admin key of the server's configuration. API keys do not open what needs it, and it opens nothing else.",
        };
    }
}
