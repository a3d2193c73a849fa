using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary><c>GET /downloads/…</c>: a file's exact bytes, or a range of them, for whoever has the link.</summary>
internal sealed class DownloadFile(IFileStore files, IDocumentStore documents, FileLinks links)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/downloads/{name}", (
            HttpContext context, DownloadFile endpoint, string name,
            [FromQuery(Name = "token")] string? token) => endpoint.HandleAsync(context, name, token ?? ""))
        .AllowAnonymous()
        .WithTags("Files").WithName("downloadFile").WithSummary("Fetch a file's bytes")
        .WithDescription("The address is the `download_url` of a link; no key is needed.")
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
        .Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces(StatusCodes.Status416RangeNotSatisfiable);

    private async Task<IResult> HandleAsync(HttpContext context, string name, string secret)
    {
        var token = context.RequestAborted;
        if (links.ReadDownload(secret) is not { } link || link.Id != FileIdRoute.Read(Path.GetFileNameWithoutExtension(name)))
            throw NoSuchLink();
        if (await files.FindAsync(link.Environment, link.Id, token) is not { } file) throw NoSuchLink();
        if (await documents.OpenAsync(file.Sha256, token) is not { } content) throw NoSuchLink();

        // The bytes are a stranger's: no browser is to open them as a page of this service.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(content, file.MimeType, file.Name, lastModified: file.CreatedAt, enableRangeProcessing: true);
    }

    private static RefusedException NoSuchLink() => new(new ApiError(
        StatusCodes.Status404NotFound, "not_found", "This link has expired, or its file is gone. Ask for another download-link."));
}
