using System.Globalization;
using Hangfire;
using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Jobs;

/// <summary>
/// The parse on Hangfire's page of its job: a job says <c>Succeeded</c> when its run is over, whatever became of the parse. Hangfire
/// renders synchronously, so the parse is read before.
/// </summary>
internal static class JobCard
{
    private const string Route = "/jobs/details/";
    private static readonly object Key = new();

    /// <summary>Adds the card to the page.</summary>
    public static void Register() => GlobalConfiguration.Configuration.UseJobDetailsRenderer(
        0, job => new NonEscapedString(Show(job).ToString()));

    /// <summary>Reads the parse whose job the request shows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path within the dashboard.</param>
    public static async Task PrepareAsync(HttpContext context, string path)
    {
        if (!path.StartsWith(Route, StringComparison.OrdinalIgnoreCase)) return;
        var jobId = path[Route.Length..].TrimEnd('/');
        if (!long.TryParse(jobId, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return;
        if (ParseOf(context.RequestServices.GetRequiredService<JobStorage>(), jobId) is not { } id) return;
        var seen = await context.RequestServices.GetRequiredService<IOperatorQueries>().FindAsync(id, context.RequestAborted);
        context.Items[Key] = (id, seen);
    }

    private static ParseId? ParseOf(JobStorage storage, string jobId)
    {
        using var connection = storage.GetConnection();
        return connection.GetJobData(jobId)?.Job?.Args is [string argument, ..] && ParseId.TryParse(argument, out var id) ? id : null;
    }

    private static Html Show(JobDetailsRendererDto job)
    {
        if (job.Page.Context.GetHttpContext().Items[Key] is not (ParseId id, SeenParse or null)) return Html.Empty;
        return job.Page.Context.GetHttpContext().Items[Key] is (ParseId, SeenParse seen)
            ? Show(seen, job.JobId, new Links(job.Page.Context))
            : Html.Of($"<p class=\"alert alert-warning\">The parse <code>{id.ToString()}</code> was deleted; its job does nothing.</p>");
    }

    private static Html Show(SeenParse seen, string jobId, Links links)
    {
        var parse = seen.Parse;
        return Html.Of(
            $"""
             <div class="panel panel-default pw-card">
               <div class="panel-heading">{ParseMarks.Status(parse)}
                 <a href="{links.Parse(parse.Id)}">{ParseMarks.FileName(parse)}</a></div>
               <div class="panel-body">
                 <p>{Html.If(parse.PagesDone > 0, () => Html.Of($"{ParseMarks.Progress(parse)} "))}
                   <small class="text-muted">{parse.Environment}, {parse.Settings.Model}, attempt {parse.Attempt}</small></p>
                 {Html.If(parse.Error is not null, () => Html.Of($"<p><strong>{parse.Error!.Code}</strong>: {parse.Error.Message}</p>"))}
                 {Html.If(parse.JobId is { } last && last != jobId, () => Html.Of(
                     $"<p>A later job has taken over: <a href=\"{links.Job(parse.JobId!)}\">#{parse.JobId}</a>.</p>"))}
                 <p class="text-muted">The parse's status is the one above. Below is what became of this job: it has succeeded when its
                   run is over, also where the parse failed or was cancelled.</p>
               </div>
             </div>
             """);
    }
}
