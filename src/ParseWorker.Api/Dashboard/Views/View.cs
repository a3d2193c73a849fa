using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>What a page shows.</summary>
/// <param name="Title">For the browser's title.</param>
/// <param name="Head">What stands above and is never refreshed: titles, forms with their tokens.</param>
/// <param name="Live">What is refreshed while the page is open.</param>
internal sealed record View(string Title, Html Head, Html Live)
{
    /// <summary>Between two refreshes; null when nothing can change any more.</summary>
    public TimeSpan? RefreshEvery { get; init; }

    /// <summary>The answer's status.</summary>
    public int StatusCode { get; init; } = StatusCodes.Status200OK;
}
