using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>
/// <c>POST /parses/{id}/retry</c>: the same document once more, as a new parse.
/// </summary>
internal sealed class RetryAction : PostAction
{
    protected override async Task ActAsync(DashboardContext context, HttpContext http)
    {
        if (!ParseId.TryParse(context.UriMatch.Groups["id"].Value, out var id)
            || await http.RequestServices.GetRequiredService<IOperatorQueries>().FindAsync(id, http.RequestAborted) is not { } seen)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var links = new Links(context);
        switch (await http.RequestServices.GetRequiredService<ParseRetries>().RetryAsync(seen.Parse, http.User.Identity!.Name!))
        {
            case RetryResult.Made made:
                LeadTo(http, links.Parse(made.Id));
                break;
            case RetryResult.Refused refused:
                http.Response.StatusCode = StatusCodes.Status409Conflict;
                await new LaidOutPage("Not retried", Html.Of(
                    $"""
                     <h1 class="page-header">Not retried</h1>
                     <p>{refused.Sentence}</p>
                     <p><a href="{links.Parse(id)}">Back to the parse</a></p>
                     """)).WriteAsync(context);
                break;
        }
    }
}
