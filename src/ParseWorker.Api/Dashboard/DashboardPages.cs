using System.Reflection;
using System.Text.RegularExpressions;
using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.BulkCancel;
using ParseWorker.Api.Dashboard.Details;
using ParseWorker.Api.Dashboard.Jobs;
using ParseWorker.Api.Dashboard.Load;
using ParseWorker.Api.Dashboard.Search;
using ParseWorker.Api.Dashboard.SigningIn;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Dashboard.Workers;

namespace ParseWorker.Api.Dashboard;

/// <summary>Our pages within Hangfire's dashboard.</summary>
internal static partial class DashboardPages
{
    private const string IdPattern = Links.ParsesRoute + "/(?<id>[^/]+)";
    private const string WorkerPattern = Links.WorkersRoute + "/(?<name>[^/]+)";

    private static readonly Lazy<bool> Registered = new(() =>
    {
        var routes = DashboardRoutes.Routes;
        routes.Add(Links.ParsesRoute, new ParsesPage());
        routes.Add(Links.BulkCancelRoute, new BulkCancelPage());
        routes.Add(Links.CancelFoundRoute, new BulkCancelAction());
        routes.Add(IdPattern, new ParsePage());
        routes.Add(IdPattern + "/cancel", new CancelAction());
        routes.Add(IdPattern + "/retry", new RetryAction());
        routes.Add(IdPattern + "/text", new TextDownload());
        routes.Add(Links.WorkersRoute, new WorkersPage());
        routes.Add(WorkerPattern + "/pause", new PauseAction(isPause: true));
        routes.Add(WorkerPattern + "/resume", new PauseAction(isPause: false));
        routes.Add(Links.LoadRoute, new LoadPage());
        NavigationMenu.Items.Insert(0, page => Entry(page, "Parses", Links.ParsesRoute, LoadMetrics.Open));
        NavigationMenu.Items.Insert(1, page => Entry(page, "Workers", Links.WorkersRoute));
        NavigationMenu.Items.Insert(2, page => Entry(page, "Load", Links.LoadRoute));
        NavigationMenu.Items.Add(page => Entry(page, "Sign out", SignOut.Route));
        LoadMetrics.Register();
        JobCard.Register();

        var assembly = Assembly.GetExecutingAssembly();
        DashboardRoutes.AddStylesheet(assembly, "Dashboard.parses.css");
        DashboardRoutes.AddStylesheetDarkMode(assembly, "Dashboard.parses-dark.css");
        DashboardRoutes.AddJavaScript(assembly, "Dashboard.parses.js");
        return true;
    });

    /// <summary>Adds the pages. Hangfire keeps them for the process, so the first call is the one that counts.</summary>
    public static void Register() => _ = Registered.Value;

    /// <summary>
    /// Before Hangfire answers: reads what its synchronous pages show of parses. Its files and the parts that pages refresh show nothing
    /// of it, and a button must work also while that cannot be read.
    /// </summary>
    public static async Task PrepareAsync(HttpContext context)
    {
        var path = context.Request.Path.StartsWithSegments(DashboardServices.Path, out var rest) ? rest.Value ?? "" : "";
        if (Files.IsMatch(path) || ViewDispatcher.IsLive(context.Request)) return;
        if (HttpMethods.IsPost(context.Request.Method) && !DashboardServices.IsStats(context.Request)) return;
        await LoadMetrics.PrepareAsync(context);
        await JobCard.PrepareAsync(context, path);
    }

    private static MenuItem Entry(RazorPage page, string name, string route, DashboardMetric? metric = null) =>
        new(name, page.Url.To(route))
        {
            Active = page.RequestPath.StartsWith(route, StringComparison.OrdinalIgnoreCase),
            Metric = metric,
        };

    [GeneratedRegex("^/(js|css|fonts)")]
    private static partial Regex Files { get; }
}
