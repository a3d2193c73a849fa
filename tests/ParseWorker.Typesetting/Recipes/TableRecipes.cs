using ParseWorker.Typesetting.Content;
using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Recipes;

/// <summary>Pages with a table, by what is hard about it.</summary>
internal static class TableRecipes
{
    private static readonly TableRules[] Drawn = [TableRules.All, TableRules.Horizontal, TableRules.Box, TableRules.Shade];

    public static IEnumerable<Recipe> All =>
    [
        .. Enum.GetValues<TableRules>()
            .Select(rules => new Recipe($"table.{Kebab(rules)}", composer => Page(composer, Plain(composer), rules))),
        new("table.many-columns",
            composer => Page(composer, Maker(composer).Plain(composer.Prose.Between(8, 11), composer.Prose.Between(5, 15)), scale: 0.75)),
        new("table.span-header",
            composer => Page(composer,
            Maker(composer).SpanningHeader(composer.Prose.Between(2, 3), composer.Prose.Between(2, 3), composer.Prose.Between(4, 12)))),
        new("table.grouped", composer =>
            WithSpans(composer, (maker, spans) => maker.Grouped(composer.Prose.Between(3, 6), composer.Prose.Between(2, 4), spans))),
        new("table.tall-names",
            composer => WithSpans(composer,
            (maker, spans) => maker.TallNames(composer.Prose.Between(3, 5), composer.Prose.Between(2, 4), spans))),
        new("table.multi-line",
            composer => Page(composer, Maker(composer).Wordy(composer.Prose.Between(2, 4), composer.Prose.Between(3, 7)))),
        new("table.empty-column",
            composer => Page(composer, Maker(composer).EmptyColumn(composer.Prose.Between(3, 6), composer.Prose.Between(4, 10)))),
        new("table.sparse", composer =>
            Page(composer, Maker(composer).Sparse(composer.Prose.Between(4, 7), composer.Prose.Between(5, 10)))),
        new("table.one-column",
            composer => Page(composer, Maker(composer).OneColumn(composer.Prose.Between(4, 10)), composer.Prose.Pick(Drawn))),
        new("table.one-row", composer =>
            Page(composer, Maker(composer).Plain(composer.Prose.Between(3, 6), rows: 1),
            composer.Prose.Pick([TableRules.All, TableRules.Book, TableRules.Horizontal, TableRules.HeaderOnly]))),
        new("table.no-header",
            composer => Page(composer, NoHeader(Maker(composer).Plain(composer.Prose.Between(3, 6), composer.Prose.Between(4, 10))))),
        new("table.form", composer => Page(composer, Maker(composer).Form(), TableRules.All)),
        new("table.two", Two),
        new("table.two-pages", OverPages),
        new("table.in-columns", InColumns),
    ];

    private static TableMaker Maker(Composer composer) => new(composer.Prose);

    private static TableContent Plain(Composer composer) =>
        Maker(composer).Plain(composer.Prose.Between(2, 7), composer.Prose.Between(3, 14));

    private static TableContent NoHeader(TableContent table) => table with { Rows = [.. table.Rows.Skip(1)], HeaderRows = 0 };

    private static IReadOnlyList<TypesetPage> Page(Composer composer, TableContent content, TableRules? rules = null, double? scale = null)
    {
        var style = TableStyle.Any(composer.Random, rules);
        if (scale is { } given) style = style with { Scale = given, PaddingX = 3 };
        if (content.HeaderRows == 0) style = style with { Header = HeaderLook.Plain };
        return Page(composer, composer.Table(content, style));
    }

    private static IReadOnlyList<TypesetPage> Page(Composer composer, params IEnumerable<Piece> tables)
    {
        List<Piece> pieces = [composer.Prose.OnceIn(2) ? composer.Title() : composer.Section(), .. composer.Paragraphs(1, 2), .. tables,
            .. composer.Paragraphs(0, 2)];
        if (composer.Prose.OnceIn(2)) pieces.AddRange([composer.Section(), .. composer.Paragraphs(1, 2)]);
        return [composer.Page(pieces)];
    }

    private static IReadOnlyList<TypesetPage> WithSpans(Composer composer, Func<TableMaker, bool, TableContent> make)
    {
        var style = TableStyle.Any(composer.Random,
            composer.Prose.Pick([TableRules.All, TableRules.All, TableRules.Book, TableRules.HeaderOnly, TableRules.None,
            TableRules.Vertical]));
        return Page(composer, composer.Table(make(Maker(composer), style.ShowsSpans), style));
    }

    private static IReadOnlyList<TypesetPage> Two(Composer composer)
    {
        var style = TableStyle.Any(composer.Random);
        return Page(composer, composer.Table(Plain(composer), style), composer.Paragraph(), composer.Table(Plain(composer), style));
    }

    /// <summary>The second page begins with the header row again.</summary>
    private static IReadOnlyList<TypesetPage> OverPages(Composer composer)
    {
        var content = Maker(composer).Plain(composer.Prose.Between(3, 6), 30);
        var style = TableStyle.Any(composer.Random) with { PaddingY = 1, Scale = 0.85, CaptionBelow = false };
        var table = composer.Table(content.Part(0, 16), style);
        var page = composer.Page([composer.Section(), table], number: 8);
        var after = table with { Content = content.Part(16, 14), Caption = "" };
        return [page, page with { Pieces = [after, .. composer.Paragraphs(1, 3)], Foot = page.Foot.Length > 0 ? "9" : "" }];
    }

    private static IReadOnlyList<TypesetPage> InColumns(Composer composer)
    {
        composer.InColumns(2);
        var content = Maker(composer).Plain(composer.Prose.Between(2, 4), composer.Prose.Between(3, 9));
        var style = TableStyle.Any(composer.Random) with { PaddingX = 3, Scale = 0.85 };
        return [composer.Page(
            [composer.Section(), .. composer.Paragraphs(1, 3), composer.Table(content, style), .. composer.Paragraphs(3, 7),
            composer.Section(), .. composer.Paragraphs(6, 9)])];
    }

    private static string Kebab(TableRules rules) =>
        rules switch { TableRules.HeaderOnly => "head-only", _ => rules.ToString().ToLowerInvariant() };
}
