using Hangfire.Dashboard;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>Paths within the dashboard, below whatever prefix the request came through.</summary>
internal sealed class Links(DashboardContext context)
{
    /// <summary>The route of the list.</summary>
    public const string ParsesRoute = "/parses";

    /// <summary>The route of the workers.</summary>
    public const string WorkersRoute = "/workers";

    private readonly UrlHelper _urls = new(context);

    /// <summary>The list of parses.</summary>
    /// <param name="query">What follows the question mark; empty for none.</param>
    public string Parses(string query = "") => _urls.To(ParsesRoute) + (query.Length > 0 ? "?" + query : "");

    /// <summary>The page of a parse.</summary>
    public string Parse(ParseId id) => _urls.To($"{ParsesRoute}/{id}");

    /// <summary>Hangfire's page of a job.</summary>
    public string Job(string jobId) => _urls.JobDetails(Uri.EscapeDataString(jobId));
}
