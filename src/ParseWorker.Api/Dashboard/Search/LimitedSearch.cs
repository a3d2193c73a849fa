using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Cancellation;

namespace ParseWorker.Api.Dashboard.Search;

/// <summary>Searches that cannot hold a connection for long, and that say what was wrong with what was asked.</summary>
internal static class LimitedSearch
{
    /// <summary>Filters that exclude each other make the database look at every parse that has one of them.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>What the search shows, or a sentence in its place.</summary>
    /// <param name="http">The request; the search ends with it.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="head">What stands above.</param>
    /// <param name="show">The search.</param>
    public static async Task<View> ShowAsync(HttpContext http, string title, Html head, Func<CancellationToken, Task<View>> show)
    {
        try
        {
            return await LimitedQuery.AskAsync(
                show, Longest, http.RequestServices.GetRequiredService<TimeProvider>(), http.RequestAborted);
        }
        catch (RefusedException refused)
        {
            return Sentence(refused.Error.Status, refused.Error.Message);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            return Sentence(StatusCodes.Status503ServiceUnavailable,
                "The search was given up after 5 seconds. Ask for an environment, or for some days.");
        }

        View Sentence(int status, string sentence) =>
            new(title, head, Html.Of($"<p class=\"alert alert-warning\">{sentence}</p>")) { StatusCode = status };
    }
}
