using System.Net.Mime;
using System.Text;
using Hangfire.Dashboard;
using Microsoft.Net.Http.Headers;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary><c>/parses/{id}/text</c>: the stored text as a file, page after page.</summary>
internal sealed class TextDownload : IDashboardDispatcher
{
    private const string BetweenPages = "\n\n";

    /// <inheritdoc />
    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var token = http.RequestAborted;
        var queries = http.RequestServices.GetRequiredService<IOperatorQueries>();
        if (!ParseId.TryParse(context.UriMatch.Groups["id"].Value, out var id) || await queries.FindAsync(id, token) is not { } seen)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // The text is a stranger's: no browser is to open it as a page of this service.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(seen.Parse.File.Name + ".md");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = MediaTypeNames.Text.Plain + "; charset=utf-8";
        await using var text = new StreamWriter(http.Response.Body, new UTF8Encoding(false), leaveOpen: true);
        await foreach (var page in http.RequestServices.GetRequiredService<IParseQueries>().ReadPagesAsync(id, token))
        {
            if (page.Number > 1) await text.WriteAsync(BetweenPages.AsMemory(), token);
            await text.WriteAsync(page.Text.AsMemory(), token);
        }
    }
}
