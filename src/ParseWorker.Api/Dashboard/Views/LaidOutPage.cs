using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;
using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>Markup within Hangfire's layout: its menu, its look, its dark mode.</summary>
internal sealed class LaidOutPage(string title, Html body) : RazorPage
{
    /// <inheritdoc />
    public override void Execute()
    {
        Layout = new LayoutPage(title);
        WriteLiteral($"<main>{body}</main>");
    }

    /// <summary>Answers with the page. Hangfire hands its context to pages of its own routes only, so this is one.</summary>
    public Task WriteAsync(DashboardContext context)
    {
        var routes = new Hangfire.Dashboard.RouteCollection();
        routes.AddRazorPage("/", _ => this);
        return routes.FindDispatcher("/").Item1.Dispatch(context);
    }
}
