using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ParseWorker.Api.FrontPage;

/// <summary>The page at <c>/</c> for people who have no client. It uses the same routes and keys as every client.</summary>
internal static class FrontPageServices
{
    /// <summary>What the page loads lies below it.</summary>
    public const string FilesPath = "/page";

    /// <summary>
    /// What a browser may load and do on the page: files and routes of this service, and documents that it holds itself (<c>blob:</c>).
    /// Text never becomes markup or code: scripts may not even assign markup (<c>require-trusted-types-for</c>); the one policy is for the
    /// address of the worker that draws PDFs.
    /// </summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types parseworker-page";

    private const string Html = "text/html";

    /// <summary>Adds the page's files.</summary>
    public static IServiceCollection AddFrontPage(this IServiceCollection services)
    {
        services.AddOptions<FrontPageOptions>().BindConfiguration(FrontPageOptions.Section);
        return services.AddSingleton<PageFiles>();
    }

    /// <summary>Maps the page and its files; nothing when it is switched off.</summary>
    public static void MapFrontPage(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<FrontPageOptions>>().Value.Enabled) return;

        routes.MapGet("/", (HttpContext context, PageFiles files) => AnswerStart(context, files)).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(FilesPath + "/{**path}", (HttpContext context, PageFiles files, string? path) =>
            path is not (null or PageFiles.Start) && files.Find(path) is { } file ? Send(context, file) : Nothing)
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The bare status: whoever asked is told in JSON that nothing is there.</summary>
    private static IResult Nothing => Results.StatusCode(StatusCodes.Status404NotFound);

    /// <summary>Browsers ask for HTML by name. A client that was pointed at the wrong path gets an error that it can read.</summary>
    private static IResult AnswerStart(HttpContext context, PageFiles files)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return Accepts(context.Request.GetTypedHeaders().Accept, Html) ? Send(context, files.Find(PageFiles.Start)!) : Nothing;
    }

    private static bool Accepts(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Any(one => one.Quality is not 0 && one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>Browsers keep the file, and ask each time whether it is still the same: a deploy is seen with the next load.</summary>
    private static IResult Send(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!AcceptsGzip(context.Request)) return Results.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
        headers.ContentEncoding = "gzip";
        return Results.Bytes(file.Compressed, file.ContentType, entityTag: file.CompressedTag);
    }

    private static bool AcceptsGzip(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding
        .Any(one => one.Quality is not 0 && one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));
}
