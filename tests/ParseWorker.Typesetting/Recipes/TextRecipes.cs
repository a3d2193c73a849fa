using ParseWorker.Typesetting.Content;
using ParseWorker.Typesetting.Truth;

namespace ParseWorker.Typesetting.Recipes;

/// <summary>Pages of text, by what is hard about them.</summary>
internal static class TextRecipes
{
    public static IEnumerable<Recipe> All =>
    [
        new("text.report", composer => [composer.Page(Report(composer))]),
        new("text.two-columns", composer => Columns(composer, 2)),
        new("text.three-columns", composer => Columns(composer, 3)),
        new("text.contents", Contents),
        new("text.drop-cap", composer => Looks(composer, ParagraphLook.DropCap)),
        new("text.letterspaced", composer => Looks(composer, ParagraphLook.Letterspaced)),
        new("text.small-caps", composer => Looks(composer, ParagraphLook.SmallCaps)),
        new("text.quotation", composer => Looks(composer, ParagraphLook.Quotation)),
        new("text.sidebar", Sidebar),
        new("text.run-in", RunIn),
        new("text.chart", Chart),
        new("text.footnotes", Footnotes),
        new("text.letter", Letter),
        new("text.form", Form),
        new("text.lists", Lists),
        new("text.slide", Slide),
    ];

    private static List<Piece> Report(Composer composer)
    {
        List<Piece> pieces = [composer.Title(), .. composer.Paragraphs(1, 2)];
        for (var section = 0; section < 3; section++)
        {
            pieces.AddRange([composer.Section(), .. composer.Paragraphs(1, 3)]);
            if (composer.Prose.OnceIn(2)) pieces.AddRange([composer.Subsection(), composer.Paragraph()]);
        }
        return pieces;
    }

    private static IReadOnlyList<TypesetPage> Columns(Composer composer, int columns)
    {
        composer.InColumns(columns);
        var pieces = Enumerable.Range(0, 4).SelectMany(_ => (IEnumerable<Piece>)[composer.Section(), .. composer.Paragraphs(2, 5)]);
        return [composer.Page([.. pieces, .. composer.Paragraphs(5, 5)])];
    }

    private static IReadOnlyList<TypesetPage> Contents(Composer composer)
    {
        var page = 1;
        var entries = Enumerable.Range(1, composer.Prose.Between(8, 22)).Select(number => (
            (composer.Style.CountsSections ? $"{number} " : "") + composer.Prose.Title(composer.Prose.Between(2, 7)),
            page += composer.Prose.Between(1, 9)));
        return [composer.Page(
            [new Piece.Heading(1, "Contents"), new Piece.Contents([.. entries], composer.Prose.Pick(Enum.GetValues<Leaders>()))])];
    }

    private static IReadOnlyList<TypesetPage> Looks(Composer composer, ParagraphLook look)
    {
        var text = composer.Prose.Paragraph(4);
        if (look == ParagraphLook.SmallCaps) text = composer.Prose.Sentence(9).ToUpperInvariant();
        if (look == ParagraphLook.Letterspaced) text = composer.Prose.Sentence(12);
        if (look == ParagraphLook.DropCap && composer.Prose.OnceIn(2)) composer.InColumns(2);
        return [composer.Page(
            [composer.Title(), new Piece.Paragraph(text, look), .. composer.Paragraphs(2, 4), composer.Section(),
            .. composer.Paragraphs(2, 4)])];
    }

    private static IReadOnlyList<TypesetPage> Sidebar(Composer composer) =>
    [
        composer.Page([composer.Title(), .. composer.Paragraphs(4, 6), composer.Section(), .. composer.Paragraphs(2, 4)]) with
        {
            Sidebar = [new Piece.Paragraph(composer.Prose.Title(3), ParagraphLook.Plain), .. composer.Paragraphs(1, 2)],
        },
    ];

    private static IReadOnlyList<TypesetPage> RunIn(Composer composer)
    {
        var paragraphs = Enumerable.Range(0, 6).Select(_ => (Piece)new Piece.Paragraph(composer.Prose.Paragraph(2))
        {
            RunIn = composer.Prose.Title(composer.Prose.Between(1, 3)) + composer.Prose.Pick([".", ":", " –"]),
        });
        return [composer.Page([composer.Title(), composer.Paragraph(), .. paragraphs])];
    }

    private static IReadOnlyList<TypesetPage> Chart(Composer composer)
    {
        var bars = Enumerable.Range(0, composer.Prose.Between(4, 7))
            .Select(_ => (composer.Prose.OnceIn(2) ? composer.Prose.Year() : composer.Prose.Pick(Words.Names),
            composer.Prose.Between(8, 98)));
        return [composer.Page(
            [composer.Section(), composer.Paragraph(), new Piece.Chart([.. bars], composer.FigureCaption(), composer.Prose.OnceIn(2)),
            .. composer.Paragraphs(1, 2)])];
    }

    private static IReadOnlyList<TypesetPage> Footnotes(Composer composer)
    {
        var count = composer.Prose.Between(1, 3);
        int[] marks = [1, 4, 5];
        var pieces = Report(composer).Take(5).ToList();
        var used = new List<Piece.Footnote>();
        for (var at = 0; at < pieces.Count && used.Count < count; at++)
        {
            if (pieces[at] is not Piece.Paragraph paragraph) continue;
            var mark = marks[used.Count];
            pieces[at] = paragraph with { Text = paragraph.Text + TruthWriter.Superscript(mark) };
            used.Add(new(mark, composer.Prose.Sentence(10)));
        }
        return [composer.Page(pieces) with { Footnotes = used }];
    }

    private static IReadOnlyList<TypesetPage> Letter(Composer composer)
    {
        var prose = composer.Prose;
        IReadOnlyList<string> sender = [$"{prose.Pick(Words.Names)} & {prose.Pick(Words.Names)} Ltd",
            $"{prose.Between(1, 300)} {prose.Pick(Words.Names)} Street", prose.Pick(Words.Names)];
        IReadOnlyList<string> to = [$"Mr. {prose.Pick(Words.Names)}", $"{prose.Between(1, 300)} {prose.Pick(Words.Names)} Road",
            $"{prose.Pick(Words.Names)} {prose.Between(10000, 99999)}"];
        return
        [
            composer.Page(
            [
                new Piece.Lines(sender, AtRight: true), new Piece.Lines(to, AtRight: false),
                    new Piece.Lines([prose.Date()], prose.OnceIn(2)),
                new Piece.Paragraph($"Dear Mr. {prose.Pick(Words.Names)},"), .. composer.Paragraphs(3, 5),
                    new Piece.Lines(["Yours sincerely,"], AtRight: false),
                new Piece.Lines([$"{prose.Pick(Words.Names)} {prose.Pick(Words.Names)}", prose.Title(2)], AtRight: false),
            ]),
        ];
    }

    private static IReadOnlyList<TypesetPage> Form(Composer composer)
    {
        var prose = composer.Prose;
        var lines = Enumerable.Range(0, prose.Between(5, 12))
            .Select(_ => (IReadOnlyList<(string, string)>)[.. Enumerable.Range(0, prose.Between(1, 3))
            .Select(_ => (prose.Label() + ":", prose.OnceIn(2) ? prose.Label() : ""))]);
        return [composer.Page([composer.Title(), composer.Paragraph(1), new Piece.Form([.. lines]), composer.Paragraph()])];
    }

    private static IReadOnlyList<TypesetPage> Lists(Composer composer)
    {
        Piece.Points Points(bool numbered) => new(
            [.. Enumerable.Range(0, composer.Prose.Between(3, 7))
                .Select(at => (at > 0 && composer.Prose.OnceIn(4) ? "\t" : "") + composer.Prose.Sentence(composer.Prose.Between(4, 20)))],
            numbered);
        return [composer.Page(
            [composer.Title(), composer.Paragraph(), Points(false), composer.Section(), composer.Paragraph(), Points(true),
            composer.Paragraph()])];
    }

    private static IReadOnlyList<TypesetPage> Slide(Composer composer)
    {
        composer.Restyle(style => style with { Width = 720, Height = 405, Size = 16, Margin = 40, Columns = 1, Leading = 1.2 });
        var points = Enumerable.Range(0, composer.Prose.Between(3, 5)).Select(_ => composer.Prose.Title(composer.Prose.Between(3, 9)));
        return [composer.Page([composer.Title(), new Piece.Points([.. points], Numbered: false)])];
    }
}
