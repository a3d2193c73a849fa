namespace ParseWorker.Typesetting.Recipes;

/// <summary>How pages of one kind are composed.</summary>
/// <param name="Kind">What is hard about them.</param>
/// <param name="Compose">Composes the pages of a document, and sets their style.</param>
internal sealed record Recipe(string Kind, Func<Composer, IReadOnlyList<TypesetPage>> Compose)
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<Recipe> All { get; } = [.. TableRecipes.All, .. TextRecipes.All];

    /// <summary>A document of this kind.</summary>
    /// <param name="seed">Of the whole run.</param>
    /// <param name="number">Of the document in it.</param>
    /// <param name="fonts">The typefaces there are.</param>
    public Manuscript Write(int seed, int number, IReadOnlyList<string> fonts)
    {
        var composer = new Composer(new Random(unchecked(seed * 1_000_003 + number)), fonts);
        var pages = Compose(composer);
        return new($"{seed}-{number:00000}-{Kind}", Kind, composer.Style, pages);
    }
}
