using Hangfire.Dashboard;
using ParseWorker.Api.Cancelling;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>
/// <c>POST /parses/{id}/cancel</c>: what a client's cancel does, in an operator's name.
/// </summary>
internal sealed class CancelAction : PostAction
{
    protected override async Task ActAsync(DashboardContext context, HttpContext http)
    {
        var services = http.RequestServices;
        if (!ParseId.TryParse(context.UriMatch.Groups["id"].Value, out var id)
            || await services.GetRequiredService<IOperatorQueries>().FindAsync(id, http.RequestAborted) is not { Parse: var parse }
            || await services.GetRequiredService<CancelRequests>().AskAsync(
                parse.Environment, id, Requester.Operator(http.User)) is not { } result)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (result.Outcome == CancelOutcome.Accepted && result.Parse.Status.IsTerminal())
            services.GetRequiredService<ParseDispatcher>().AdmitAfter(http.Response, parse.Environment);

        LeadTo(http, new Links(context).Parse(id));
    }
}
