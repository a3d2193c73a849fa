using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>Many operators open the dashboard at the same moment. Its pages wait for the database on threads of the pool.</summary>
public sealed class DashboardCrowdTests(ServiceFixture service)
{
    private const int Operators = 40;

    [Fact]
    public async Task Open_ByManyAtOnce_AnswersEach()
    {
        await using var api = await service.StartApiAsync();
        using var browser = new HttpClient { BaseAddress = api.Address };
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{ApiProcess.DashboardPassword}")));

        var answers = await Task.WhenAll(Enumerable.Range(0, Operators).Select(_ =>
            browser.GetAsync(new Uri("hangfire/parses", UriKind.Relative), TestContext.Current.CancellationToken)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }
}
