using System.Text;
using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Model;

/// <summary>
/// Writes superscripts and subscripts so that they stay apart from the text on the line: 10⁶ is not 106. Unicode's own characters
/// where every character of the run has one (blocks Superscripts and Subscripts, Phonetic Extensions), marks for sup and sub else. An
/// asterisk or a dagger is a mark by itself.
/// </summary>
internal static partial class ScriptText
{
    private static readonly Dictionary<char, char> Raised = Map(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ");

    private static readonly Dictionary<char, char> Lowered = Map(
        "0123456789+-−=()aehijklmnoprstuvx",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ");

    /// <summary>The run as it is to stand in a text.</summary>
    /// <param name="run">One run, without spaces at its ends.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="isAfterDigit">Whether it follows a digit: the letters of 3rd are raised by taste, not for their meaning.</param>
    public static string Of(string run, ScriptPosition position, bool isAfterDigit)
    {
        if (position == ScriptPosition.Line || (isAfterDigit && Ordinal().IsMatch(run))) return run;
        if (Written(run, position == ScriptPosition.Raised ? Raised : Lowered) is { } written) return written;
        if (!run.EnumerateRunes().Any(Rune.IsLetterOrDigit)) return run; // of mathematical letters half a character is none
        if (position == ScriptPosition.Raised) return InlineMark.RaisedStart + run + InlineMark.RaisedEnd;
        return InlineMark.LoweredStart + run + InlineMark.LoweredEnd;
    }

    private static string? Written(string text, Dictionary<char, char> map) =>
        text.All(map.ContainsKey) ? string.Concat(text.Select(character => map[character])) : null;

    private static Dictionary<char, char> Map(string from, string to) => from.Zip(to).ToDictionary(pair => pair.First, pair => pair.Second);

    [GeneratedRegex("^(st|nd|rd|th|er|re|ème)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();
}
