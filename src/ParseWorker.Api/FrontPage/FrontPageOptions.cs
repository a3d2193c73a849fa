namespace ParseWorker.Api.FrontPage;

/// <summary>The page for people who have no client; section <c>FrontPage</c>.</summary>
internal sealed class FrontPageOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "FrontPage";

    /// <summary>
    /// Whether <c>/</c> shows browsers a page on which people parse documents with their key. Without it <c>/</c> is answered with 404,
    /// and so is everything below <c>/page</c>.
    /// </summary>
    public bool Enabled { get; set; } = true;
}
