using System.Globalization;

namespace ParseWorker.Typesetting.Content;

/// <summary>Made-up text, of words, names, figures and dates as reports have them.</summary>
/// <param name="random">Chooses.</param>
public sealed class Prose(Random random)
{
    /// <summary>A number below a bound.</summary>
    public int Below(int bound) => random.Next(bound);

    /// <summary>A number from one to another, both included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    /// <summary>True once in so many times.</summary>
    public bool OnceIn(int times) => random.Next(times) == 0;

    /// <summary>One of some.</summary>
    public T Pick<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];

    /// <summary>A title, without a full stop.</summary>
    public string Title(int words) => Capital(string.Join(' ', Enumerable.Range(0, words).Select(at => Word(at))));

    /// <summary>A name or a thing, for the first column of a table.</summary>
    public string Label() => random.Next(4) switch
    {
        0 => Pick(Words.Names),
        1 => Capital(Pick(Words.Nouns)),
        2 => $"{Capital(Pick(Words.Adjectives))} {Pick(Words.Nouns)}",
        _ => $"{Pick(Words.Names)} {Pick(Words.Nouns)}",
    };

    /// <summary>The name of a column: short, now and then with a unit or a year.</summary>
    public string ColumnName() => random.Next(6) switch
    {
        0 => $"{Capital(Pick(Words.Nouns))} ({Pick(Words.Units)})",
        1 => Year(),
        2 => $"{Capital(Pick(Words.Adjectives))} {Pick(Words.Nouns)}",
        _ => Capital(Pick(Words.Nouns)),
    };

    /// <summary>A year.</summary>
    public string Year() => (1980 + random.Next(46)).ToString(CultureInfo.InvariantCulture);

    /// <summary>A date.</summary>
    public string Date() => random.Next(3) switch
    {
        0 => $"{random.Next(1, 29)} {Pick(Words.Months)} {Year()}",
        1 => $"{Pick(Words.Months)} {random.Next(1, 29)}, {Year()}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year()}-{random.Next(1, 13):00}-{random.Next(1, 29):00}"),
    };

    /// <summary>Figures of one manner, for a column: each call of the result gives one.</summary>
    public Func<string> Figures()
    {
        var (digits, most, before, after) = (random.Next(3), (int)Math.Pow(10, 1 + random.Next(6)), random.Next(9) == 0 ? "$" : "",
            random.Next(7) == 0 ? "%" : "");
        return () =>
        {
            var value = Math.Round(random.NextDouble() * most, digits).ToString($"N{digits}", CultureInfo.InvariantCulture);
            return random.Next(25) == 0 ? "–" : $"{(random.Next(20) == 0 ? "-" : "")}{before}{value}{after}";
        };
    }

    /// <summary>Codes of one manner, for a column.</summary>
    public Func<string> Codes() => random.Next(4) switch
    {
        0 => Date,
        1 => () => Pick(["Yes", "No"]),
        2 => () => $"{(char)('A' + random.Next(26))}{random.Next(100, 1000)}",
        _ => () => string.Create(CultureInfo.InvariantCulture, $"{random.Next(10, 100)}-{random.Next(1000, 10000)}"),
    };

    /// <summary>A sentence, with its full stop.</summary>
    /// <param name="words">About how many.</param>
    public string Sentence(int words)
    {
        var text = new List<string>();
        while (text.Count < words)
        {
            text.AddRange(["the", Pick(Words.Adjectives), Pick(Words.Nouns), Pick(Words.Verbs), "the", Pick(Words.Nouns),
                Pick(["of", "in", "for", "from", "near", "under"])]);
            text.Add(random.Next(4) switch { 0 => Pick(Words.Names), 1 => Year(), _ => $"{Pick(Words.Adjectives)} {Pick(Words.Nouns)}" });
            if (text.Count < words) text.Add(Pick(["and", "while", "because", "although", "which means that"]));
        }
        var sentence = Capital(string.Join(' ', text));
        return random.Next(12) == 0 ? $"{sentence} ({random.Next(1, 100)} {Pick(Words.Units)})." : $"{sentence}.";
    }

    /// <summary>A paragraph.</summary>
    /// <param name="sentences">How many.</param>
    public string Paragraph(int sentences) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentence(8 + random.Next(14))));

    /// <summary>With a capital at its beginning.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private string Word(int at) => at % 3 == 2 ? Pick(["of", "and", "in", "for"]) : at % 2 == 0 ? Pick(Words.Adjectives)
        : Pick(Words.Nouns);
}
