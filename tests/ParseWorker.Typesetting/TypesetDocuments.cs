using System.Runtime.CompilerServices;
using ParseWorker.Typesetting.Html;
using ParseWorker.Typesetting.Recipes;

namespace ParseWorker.Typesetting;

/// <summary>Sets made-up documents of every kind, each with its truth. The same seed gives the same text and the same styles.</summary>
public sealed class TypesetDocuments(Browser browser)
{
    private readonly HtmlHouse _html = new(browser);

    /// <summary>Typefaces that come with Chromium's recommended fonts and with Debian's base: used where results must not vary.</summary>
    public static IReadOnlyList<string> BaseFonts { get; } = ["Liberation Sans", "Liberation Serif", "Liberation Sans Narrow",
        "DejaVu Sans", "DejaVu Serif"];

    /// <summary>The names of all kinds of page.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Recipe.All.Select(recipe => recipe.Kind)];

    /// <summary>Sets documents, kind after kind in turn.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="count">How many.</param>
    /// <param name="fonts">Typefaces to choose from, which must be installed.</param>
    /// <param name="move">What is done to each page when it is set; null leaves it.</param>
    /// <param name="token">Stops it.</param>
    public async IAsyncEnumerable<TypesetDocument> SetAsync(
        int seed, int count, IReadOnlyList<string> fonts, PageMove? move = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (int number = 0, given = 0; given < count; number++)
        {
            var recipe = Recipe.All[number % Recipe.All.Count];
            if (await _html.SetAsync(recipe.Write(seed, number, fonts), move, token) is not { } document) continue;
            given++;
            yield return document;
        }
    }
}
