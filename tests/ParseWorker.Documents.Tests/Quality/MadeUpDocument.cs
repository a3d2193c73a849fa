using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Quality;

/// <summary>Blocks of a page as reports have them, made of a seed: what a reader of the typeset page should get back.</summary>
internal sealed class MadeUpDocument
{
    private static readonly string[] Words =
        ("water field report river season measure station annual during between number growth village market harvest supply company "
        + "method sample result analysis within program support several council region energy capital public service review system "
        + "average increase decline national control quality standard project finance training health school student teacher local "
        + "the of and to in for with on by from that which these were has been more than").Split(' ');

    private readonly Random _random;

    public MadeUpDocument(int seed)
    {
        _random = new Random(seed);
        var blocks = new List<Block> { new Block.Heading(1, Title(4)) };
        for (var section = 0; section < 3; section++)
        {
            blocks.Add(new Block.Heading(2, $"{section + 1} {Title(2)}"));
            blocks.Add(Paragraph());
            if (section == 1) blocks.Add(new Block.Paragraph($"Table {section}: {Title(3)}"));
            blocks.Add(section switch { 0 => List(), 1 => Table(), _ => Paragraph() });
        }
        blocks.Add(new Block.Paragraph($"{seed + 1}"));
        Blocks = blocks;
    }

    public IReadOnlyList<Block> Blocks { get; }

    private string Title(int words) => Capital(Phrase(words + _random.Next(3)));

    private Block.Paragraph Paragraph() =>
        new(string.Join(' ', Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => Capital(Phrase(8 + _random.Next(8))) + ".")));

    private Block.List List() =>
        new([.. Enumerable.Range(0, 3 + _random.Next(3)).Select(_ => new ListItem("", Capital(Phrase(3 + _random.Next(5))), []))]);

    private Block.Table Table()
    {
        var columns = 3 + _random.Next(2);
        var rows = new List<IReadOnlyList<TableCell>> { Row(columns, _ => Capital(Phrase(1))) };
        for (var row = 0; row < 3 + _random.Next(3); row++)
            rows.Add(Row(columns, column => column == 0 ? Capital(Phrase(1)) : Number()));
        return new Block.Table(rows, HeaderRows: 1);
    }

    private static IReadOnlyList<TableCell> Row(int columns, Func<int, string> text) =>
        [.. Enumerable.Range(0, columns).Select(column => new TableCell(text(column)))];

    private string Number() => _random.Next(2) == 0 ? $"{_random.Next(1000)}" : $"{_random.Next(100)}.{_random.Next(10)}";

    private string Phrase(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[_random.Next(Words.Length)]));

    private static string Capital(string phrase) => char.ToUpperInvariant(phrase[0]) + phrase[1..];
}
