using System.ComponentModel;
using System.Net.Mime;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Bodies;

/// <summary>Answers as <c>POST /v1/documents/parse</c> did before April 2026, which older clients read.</summary>
/// <param name="parse">A completed parse.</param>
internal sealed class LegacyParseAnswer(Parse parse) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var token = httpContext.RequestAborted;
        var queries = httpContext.RequestServices.GetRequiredService<IParseQueries>();
        var pages = await queries.ReadOutputAsync(parse, includeOutput: true, includePartial: false, token)
            ?? throw RefusedException.NoSuchParse(parse.Id.ToString());

        httpContext.Response.ContentType = MediaTypeNames.Application.Json;
        await using var writer = new ParseWriter(httpContext.Response.BodyWriter, token);
        await writer.WriteLegacyAsync(parse, pages);
    }
}

/// <summary>The answer of <c>POST /v1/documents/parse</c>; <see cref="ParseWriter"/> streams it.</summary>
internal sealed record LegacyParseBody(
    FileBody Document,
    UsageBody Usage,
    [property: Description("The text of each page, in order.")] IReadOnlyList<string> Pages,
    [property: Description("The pages joined by one blank line.")] string Text);
