using Hangfire.Dashboard;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>
/// What a button does. Hangfire's dashboard has checked the form's token by now; it keeps one dispatcher for all hosts of the process, so
/// this one has no services of its own.
/// </summary>
internal abstract class PostAction : IDashboardDispatcher
{
    /// <summary>Does it, and answers.</summary>
    protected abstract Task ActAsync(DashboardContext context, HttpContext http);

    /// <inheritdoc />
    public Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        if (HttpMethods.IsPost(http.Request.Method)) return ActAsync(context, http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    /// <summary>Leads to a page. See other: a reload shows it and asks for nothing again.</summary>
    protected static void LeadTo(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
    }
}
