using Hangfire.Dashboard;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>Paths within the dashboard, below whatever prefix the request came through.</summary>
internal sealed class Links(DashboardContext context)
{
    /// <summary>The route of the list.</summary>
    public const string ParsesRoute = "/parses";

    /// <summary>The route of the page that asks before several parses are cancelled. No id of a parse is like that.</summary>
    public const string BulkCancelRoute = ParsesRoute + "/cancel";

    /// <summary>The route of what cancels them.</summary>
    public const string CancelFoundRoute = BulkCancelRoute + "/found";

    /// <summary>The route of the workers.</summary>
    public const string WorkersRoute = "/workers";

    /// <summary>The route of the load.</summary>
    public const string LoadRoute = "/load";

    private readonly UrlHelper _urls = new(context);

    /// <summary>The list of parses.</summary>
    /// <param name="query">What follows the question mark; empty for none.</param>
    public string Parses(string query = "") => _urls.To(ParsesRoute) + (query.Length > 0 ? "?" + query : "");

    /// <summary>The page that asks before several parses are cancelled.</summary>
    /// <param name="query">What chooses them, as in <see cref="Parses"/>.</param>
    public string BulkCancel(string query) => _urls.To(BulkCancelRoute) + "?" + query;

    /// <summary>What the button of that page is sent to.</summary>
    /// <param name="query">As above.</param>
    public string CancelFound(string query) => _urls.To(CancelFoundRoute) + "?" + query;

    /// <summary>The page of a parse.</summary>
    public string Parse(ParseId id) => _urls.To($"{ParsesRoute}/{id}");

    /// <summary>The workers.</summary>
    public string Workers() => _urls.To(WorkersRoute);

    /// <summary>The plots of the load.</summary>
    /// <param name="query">What follows the question mark; empty for none.</param>
    public string Load(string query = "") => _urls.To(LoadRoute) + (query.Length > 0 ? "?" + query : "");

    /// <summary>What pauses or resumes a worker.</summary>
    /// <param name="name">The worker.</param>
    /// <param name="action"><c>pause</c> or <c>resume</c>.</param>
    public string Worker(string name, string action) => _urls.To($"{WorkersRoute}/{Uri.EscapeDataString(name)}/{action}");

    /// <summary>Hangfire's page of a job.</summary>
    public string Job(string jobId) => _urls.JobDetails(Uri.EscapeDataString(jobId));
}
