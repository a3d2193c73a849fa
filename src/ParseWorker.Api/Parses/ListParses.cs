using System.Net.Mime;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary><c>GET /v1/parses</c>: one page of the environment's parses, full objects, by creation time.</summary>
internal sealed class ListParses(IParseQueries queries)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/parses", (
            HttpContext context, ListParses endpoint, [AsParameters] ListParsesQuery query) => endpoint.HandleAsync(context, query))
        .WithTags("Parses").WithName("listParses").WithSummary("List parses")
        .Produces<ListBody>()
        .Produces<ErrorBody>(StatusCodes.Status400BadRequest)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context, ListParsesQuery query)
    {
        var includeOutput = QueryFlag.Read(query.IncludeOutput, "include_output", absent: true);
        var page = await queries.ListAsync(query.ToCore(context.Key().Environment), context.RequestAborted)
            ?? throw ListParsesQuery.UnknownCursor();
        return new Answer(page, queries, includeOutput);
    }

    /// <summary>Writes the page row by row: a hundred long texts are never in memory together.</summary>
    private sealed class Answer(ParseList page, IParseQueries queries, bool includeOutput) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var token = httpContext.RequestAborted;
            httpContext.Response.ContentType = MediaTypeNames.Application.Json;
            await using var writer = new ParseWriter(httpContext.Response.BodyWriter, token);
            writer.Json.WriteStartObject();
            writer.Json.WriteStartArray("data");
            foreach (var parse in page.Parses)
            {
                // A row that was deleted meanwhile is left out.
                if (await queries.ReadOutputAsync(parse, includeOutput, includePartial: false, token) is { } pages) await writer.WriteAsync(
                    parse, pages);
            }

            writer.Json.WriteEndArray();
            writer.Json.WriteStartObject("list_metadata");
            writer.Json.WriteString("before", page.HasEarlier ? page.Parses[0].Id.ToString() : null);
            writer.Json.WriteString("after", page.HasLater ? page.Parses[^1].Id.ToString() : null);
            writer.Json.WriteEndObject();
            writer.Json.WriteEndObject();
        }
    }
}
