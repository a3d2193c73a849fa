using System.Numerics;
using System.Text.RegularExpressions;

namespace ParseWorker.Typesetting.Scoring;

/// <summary>How alike two texts are.</summary>
internal static partial class Texts
{
    /// <summary>White space of any length as one space; none at either end.</summary>
    public static string Squash(string text) => Space().Replace(text, " ").Trim();

    /// <summary>Twice the longest common subsequence over both lengths, 0 to 1.</summary>
    public static double Similarity(string one, string other) =>
        one.Length + other.Length == 0 ? 1 : 2.0 * CommonSubsequence(one, other) / (one.Length + other.Length);

    /// <summary>Insertions, deletions and replacements that turn one into the other (Levenshtein).</summary>
    public static int Distance(string one, string other)
    {
        var (above, row) = (new int[other.Length + 1], new int[other.Length + 1]);
        for (var at = 0; at <= other.Length; at++) above[at] = at;
        for (var y = 1; y <= one.Length; y++)
        {
            row[0] = y;
            for (var x = 1; x <= other.Length; x++)
                row[x] = Math.Min(Math.Min(above[x], row[x - 1]) + 1, above[x - 1] + (one[y - 1] == other[x - 1] ? 0 : 1));
            (above, row) = (row, above);
        }
        return above[^1];
    }

    /// <summary>Length of the longest common subsequence: Hyyrö's recurrence over bit vectors of 64 characters a word.</summary>
    private static int CommonSubsequence(string one, string other)
    {
        if (one.Length == 0) return 0;
        var (words, masks, none) = ((one.Length + 63) / 64, Masks(one), new ulong[(one.Length + 63) / 64]);
        var open = new ulong[words];
        Array.Fill(open, ulong.MaxValue);
        foreach (var character in other)
        {
            var (mask, carry) = (masks.GetValueOrDefault(character, none), 0UL);
            for (var word = 0; word < words; word++)
            {
                var met = open[word] & mask[word];
                var sum = (UInt128)open[word] + met + carry;
                carry = (ulong)(sum >> 64);
                open[word] = (ulong)sum | (open[word] - met);
            }
        }
        if (one.Length % 64 > 0) open[^1] |= ulong.MaxValue << (one.Length % 64);
        return words * 64 - open.Sum(word => BitOperations.PopCount(word));
    }

    private static Dictionary<char, ulong[]> Masks(string text)
    {
        var masks = new Dictionary<char, ulong[]>();
        for (var at = 0; at < text.Length; at++)
        {
            if (!masks.TryGetValue(text[at], out var mask)) masks[text[at]] = mask = new ulong[(text.Length + 63) / 64];
            mask[at / 64] |= 1UL << (at % 64);
        }
        return masks;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
