using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary><c>GET /v1/files</c>: one page of the environment's files, by creation time.</summary>
internal sealed class ListFiles(IFileStore files)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/files", (
            HttpContext context, ListFiles endpoint, [AsParameters] ListFilesQuery query) => endpoint.HandleAsync(context, query))
        .WithTags("Files").WithName("listFiles").WithSummary("List files")
        .WithDescription("Uploaded files, and the documents that came with parses.")
        .Produces<FileListBody>()
        .Produces<ErrorBody>(StatusCodes.Status400BadRequest)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context, ListFilesQuery query)
    {
        var page = await files.ListAsync(query.ToCore(context.Key().Environment), context.RequestAborted);
        var rows = page.Files;
        return Results.Json(
            new FileListBody(
                [.. rows.Select(StoredFileBody.Of)],
                new ListMetadataBody(
                    page.HasEarlier ? rows[0].Id.ToString() : null, page.HasLater ? rows[^1].Id.ToString() : null)),
            FileJson.Contract);
    }
}
