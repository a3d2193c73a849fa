using Microsoft.Extensions.AI;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Vision;

/// <summary>Judges an answer: models refuse, say nothing, or go on for ever.</summary>
internal static class VisionText
{
    private const string BlankPage = "[Blank page]";

    /// <summary>Characters of a page at most: more than any page holds, and little enough for its frame and its row.</summary>
    private const int MaxCharacters = 1_000_000;

    private static readonly string[] Fences = ["```markdown\n", "```md\n"];

    /// <summary>The page that an answer makes.</summary>
    public static EngineMessage.PageText PageOf(int number, ChatResponse answer)
    {
        var text = answer.Text;
        var error = ErrorIn(answer, text);
        return new EngineMessage.PageText(number, error is null ? Clean(text) : "", error)
        {
            InputTokens = Tokens(answer.Usage?.InputTokenCount),
            OutputTokens = Tokens(answer.Usage?.OutputTokenCount),
        };
    }

    private static ParseError? ErrorIn(ChatResponse answer, string text)
    {
        if (answer.FinishReason == ChatFinishReason.ContentFilter
            || answer.Messages.Any(message => message.Contents.Any(part => part is ErrorContent)))
        {
            return new(ParseErrorCodes.ModelRefused, "The vision model declined to read it. Choose another model.");
        }

        // What was cut off is thrown away: it must not pass for the page, and is often one line repeated for ever.
        if (answer.FinishReason == ChatFinishReason.Length || text.Length > MaxCharacters)
        {
            return new(
                ParseErrorCodes.ModelAnswerTooLong,
                "The vision model's answer was too long. Choose another model, or raise its MaxOutputTokens.");
        }

        return string.IsNullOrWhiteSpace(text)
            ? new(ParseErrorCodes.ModelAnswerEmpty, "The vision model answered nothing. Choose another model.")
            : null;
    }

    /// <summary>Without the fence that models like to put around everything, and without what we made them say.</summary>
    private static string Clean(string text)
    {
        var clean = text.ReplaceLineEndings("\n").Trim();
        var fence = Fences.FirstOrDefault(fence => clean.StartsWith(fence, StringComparison.OrdinalIgnoreCase));
        if (fence is not null && clean.EndsWith("\n```", StringComparison.Ordinal)) clean = clean[fence.Length..^4].Trim();
        return clean == BlankPage ? "" : clean;
    }

    /// <summary>An endpoint may count what it likes; the record takes no nonsense.</summary>
    private static int Tokens(long? counted) => (int)Math.Clamp(counted ?? 0, 0, 100_000_000);
}
