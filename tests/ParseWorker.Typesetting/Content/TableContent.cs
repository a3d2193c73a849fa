namespace ParseWorker.Typesetting.Content;

/// <summary>A table's cells, placed as HTML places them: each row fills the columns that spans from above leave free.</summary>
/// <param name="Rows">From top to bottom.</param>
/// <param name="HeaderRows">How many of the first rows name the columns.</param>
/// <param name="Columns">What each column holds; as many as the table has.</param>
public sealed record TableContent(IReadOnlyList<IReadOnlyList<Cell>> Rows, int HeaderRows, IReadOnlyList<ColumnKind> Columns)
{
    /// <summary>Some of its body rows, under the same header.</summary>
    /// <param name="first">The first of them, counted from 0 below the header.</param>
    /// <param name="count">How many.</param>
    public TableContent Part(int first, int count) =>
        this with { Rows = [.. Rows.Take(HeaderRows), .. Rows.Skip(HeaderRows + first).Take(count)] };

    /// <summary>Each row's cells with the column that they begin at.</summary>
    public IEnumerable<IReadOnlyList<(int Column, Cell Cell)>> Placed()
    {
        var taken = new int[Columns.Count];
        foreach (var row in Rows)
        {
            var (placed, column) = (new List<(int, Cell)>(), 0);
            foreach (var cell in row)
            {
                while (taken[column] > 0) column++;
                placed.Add((column, cell));
                for (var at = column; at < column + cell.ColumnSpan; at++) taken[at] = cell.RowSpan;
                column += cell.ColumnSpan;
            }
            for (var at = 0; at < taken.Length; at++) taken[at] = Math.Max(0, taken[at] - 1);
            yield return placed;
        }
    }
}

/// <summary>A table's cell.</summary>
/// <param name="Text">Without line breaks.</param>
/// <param name="RowSpan">Rows it covers.</param>
/// <param name="ColumnSpan">Columns it covers.</param>
public sealed record Cell(string Text, int RowSpan = 1, int ColumnSpan = 1);

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>A word or two.</summary>
    Label,

    /// <summary>Figures.</summary>
    Number,

    /// <summary>Sentences, which take several lines.</summary>
    Prose,

    /// <summary>Dates, codes, yes or no.</summary>
    Code,

    /// <summary>Nothing below its name.</summary>
    Empty,
}
