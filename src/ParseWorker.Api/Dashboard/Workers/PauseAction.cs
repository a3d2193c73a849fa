using Hangfire.Dashboard;
using ParseWorker.Api.Cancelling;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Dashboard.Workers;

/// <summary>
/// <c>POST /workers/{name}/pause</c> and <c>/resume</c>: the worker claims nothing more, or claims again; what it runs goes on.
/// </summary>
/// <param name="isPause">False for the one that resumes.</param>
internal sealed partial class PauseAction(bool isPause) : PostAction
{
    protected override async Task ActAsync(DashboardContext context, HttpContext http)
    {
        var services = http.RequestServices;
        var name = context.UriMatch.Groups["name"].Value;
        var by = Requester.Operator(http.User);
        if (!await services.GetRequiredService<IWorkerRegistry>().PauseAsync(name, isPause ? by.Name : null, CancellationToken.None))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var logger = services.GetRequiredService<ILogger<PauseAction>>();
        if (isPause) Paused(logger, name, by.LogName);
        else Resumed(logger, name, by.LogName);
        LeadTo(http, new Links(context).Workers());
    }

    [LoggerMessage(6210, LogLevel.Information, "Worker {Worker} paused by {Requester}")]
    private static partial void Paused(ILogger logger, string worker, string requester);

    [LoggerMessage(6211, LogLevel.Information, "Worker {Worker} resumed by {Requester}")]
    private static partial void Resumed(ILogger logger, string worker, string requester);
}
