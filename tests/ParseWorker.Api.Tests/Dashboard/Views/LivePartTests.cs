using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Dashboard.Views;

/// <summary>What open pages ask by themselves is shared by those who ask, and by nobody who may do something else.</summary>
public sealed class LivePartTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task LivePart_WithinASecond_IsTheOneThatWasMade()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await ApiServer.StartAsync(
            dashboard.Database,
            builder => builder.Configuration.AddInMemoryCollection([new("Dashboard:Password", DashboardFixture.Password)]),
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        const string path = "/hangfire/parses?environment=shared";
        await server.Parses.PendingAsync("shared");
        var before = await OpenAsync(server, path + "&live=1");

        var id = (await server.Parses.PendingAsync("shared")).ToString();

        Assert.Equal(before, await OpenAsync(server, path + "&live=1"));
        Assert.Contains(id, await OpenAsync(server, path), StringComparison.Ordinal); // whoever opens the page sees it at once
        time.Advance(SharedViews.FreshFor);
        Assert.Contains(id, await OpenAsync(server, path + "&live=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LivePart_OfAnOperator_IsNotShownToAViewer()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var path = $"/hangfire/parses/{id}?live=1";

        Assert.Contains("pw-cancel-button", await dashboard.PageAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("pw-cancel-button",
            await dashboard.PageAsync(path, await dashboard.SignInAsync(DashboardFixture.Ann)), StringComparison.Ordinal);
    }

    private static async Task<string> OpenAsync(ApiServer server, string path) => await ApiServer.TextAsync(
        await server.Anonymous.SendAsync(HttpMethod.Get, path, ("Authorization",
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("operator:" + DashboardFixture.Password)))));
}
