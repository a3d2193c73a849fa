using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary><c>GET /v1/files/{id}</c> and the link to its bytes.</summary>
internal sealed class GetFile(IFileStore files, FileLinks links)
{
    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/files/{id}", (HttpContext context, GetFile endpoint, string id) => endpoint.HandleAsync(context, FileIdRoute.Read(id)))
            .WithTags("Files").WithName("getFile").WithSummary("Read a file's record")
            .Produces<StoredFileBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);
        v1.MapGet("/files/{id}/download-link", (HttpContext context, GetFile endpoint, string id) =>
                endpoint.LinkAsync(context, FileIdRoute.Read(id)))
            .WithTags("Files").WithName("getDownloadLink").WithSummary("Get a link to a file's bytes")
            .WithDescription("The link works without a key for 60 minutes. `mime_data` can be sent as the `document` of a parse.")
            .Produces<DownloadLinkBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);
    }

    private async Task<IResult> HandleAsync(HttpContext context, FileId id) =>
        Results.Json(StoredFileBody.Of(await FindAsync(context, id)), FileJson.Contract);

    private async Task<IResult> LinkAsync(HttpContext context, FileId id)
    {
        var file = await FindAsync(context, id);
        var environment = context.Key().Environment;
        return Results.Json(
            new DownloadLinkBody(
                links.ToDownload(context.Request, environment, file), $"{FileLinks.DownloadsWorkFor.TotalMinutes:0} minutes", file.Name,
                new MimeDataBody(file.Name, FileLinks.ToReference(environment, id, file.Name))),
            FileJson.Contract);
    }

    private async Task<StoredFile> FindAsync(HttpContext context, FileId id) =>
        await files.FindAsync(context.Key().Environment, id, context.RequestAborted) ?? throw RefusedException.NoSuchFile(id.ToString());
}
