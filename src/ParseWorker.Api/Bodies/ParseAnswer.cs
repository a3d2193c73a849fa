using System.Net.Mime;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Bodies;

/// <summary>Answers with one Parse object.</summary>
/// <param name="parse">The record.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="includeOutput">False for the cheap answer without text.</param>
/// <param name="includePartial">True for the pages that are stored of a parse that isn't completed.</param>
internal sealed class ParseAnswer(
    Parse parse, int status = StatusCodes.Status200OK, bool includeOutput = true, bool includePartial = false) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var token = httpContext.RequestAborted;
        var queries = httpContext.RequestServices.GetRequiredService<IParseQueries>();
        var pages = await queries.ReadOutputAsync(parse, includeOutput, includePartial, token)
            ?? throw RefusedException.NoSuchParse(parse.Id.ToString());

        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = MediaTypeNames.Application.Json;
        await using var writer = new ParseWriter(httpContext.Response.BodyWriter, token);
        await writer.WriteAsync(parse, pages);
    }
}
