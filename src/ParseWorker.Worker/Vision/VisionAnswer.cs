using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Vision;

/// <summary>What came of one call.</summary>
internal abstract record VisionAnswer
{
    private VisionAnswer() { }

    /// <summary>The page's text, or why this page has none; the tokens were used either way.</summary>
    /// <param name="Page">The page.</param>
    public sealed record Told(EngineMessage.PageText Page) : VisionAnswer;

    /// <summary>The call went wrong; another may go better.</summary>
    /// <param name="Code">What to say when none does; one of <see cref="ParseErrorCodes"/>.</param>
    /// <param name="What">What happened, for the log and the client: never what the endpoint wrote.</param>
    /// <param name="RetryAfter">How long the endpoint asked to be left alone, or null.</param>
    public sealed record Failed(string Code, string What, TimeSpan? RetryAfter = null) : VisionAnswer;

    /// <summary>The endpoint takes no such request; asking again would not help.</summary>
    /// <param name="What">What happened.</param>
    public sealed record Rejected(string What) : VisionAnswer;
}
