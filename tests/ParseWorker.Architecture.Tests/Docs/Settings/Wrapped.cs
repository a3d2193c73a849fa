namespace ParseWorker.Architecture.Tests.Docs.Settings;

/// <summary>Text in lines of at most <see cref="Width"/> characters, broken at spaces.</summary>
internal static class Wrapped
{
    public const int Width = 140;

    public static IEnumerable<string> Lines(string text, int width = Width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
