using System.Globalization;
using System.Net.Mime;
using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>
/// Answers with a page: whole, or of <c>?live=1</c> the part alone that the page's script puts in the place of the last. Hangfire keeps one
/// for all hosts of the process, so it has no services of its own.
/// </summary>
internal abstract class ViewDispatcher : IDashboardDispatcher
{
    /// <summary>The header that ends the refreshing.</summary>
    public const string OverHeader = "Live-Over";

    /// <summary>
    /// What the path and the query ask for; null when the answer was given already. The live part is the same for all who may do the same,
    /// unless it is not <see cref="IsShared"/>.
    /// </summary>
    protected abstract Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links);

    /// <summary>False where the live part holds what is its reader's alone, such as the token of a form.</summary>
    protected virtual bool IsShared => true;

    /// <summary>True when the page's script asks for the part that it refreshes.</summary>
    public static bool IsLive(HttpRequest request) => request.Query.ContainsKey("live");

    private Task<View?> FindAsync(DashboardContext context, HttpContext http)
    {
        if (!IsLive(http.Request) || !IsShared) return ViewAsync(context, http, new Links(context));
        var services = http.RequestServices;
        var mayOperate = services.GetRequiredService<OperatorRoster>().MayOperate(http.User);
        return services.GetRequiredService<SharedViews>().GetAsync(
            $"{mayOperate} {http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}",
            () => ViewAsync(context, http, new Links(context)), http.RequestAborted);
    }

    /// <inheritdoc />
    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (await FindAsync(context, http) is not { } view) return;
        http.Response.StatusCode = view.StatusCode;
        http.Response.Headers.CacheControl = "no-store";
        if (view.RefreshEvery is null) http.Response.Headers[OverHeader] = "true";
        if (IsLive(http.Request))
        {
            http.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
            await http.Response.WriteAsync(view.Live.ToString(), http.RequestAborted);
            return;
        }

        var every = view.RefreshEvery is { } span ? span.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) : "";
        await new LaidOutPage(view.Title, Html.Of(
            $"""
             {view.Head}
             <p id="pw-stale" class="alert alert-warning" role="status" hidden></p>
             <div id="pw-live" data-every="{every}">{view.Live}</div>
             """)).WriteAsync(context);
    }
}
