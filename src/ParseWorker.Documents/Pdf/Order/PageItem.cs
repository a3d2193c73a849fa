using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>What is put into reading order: a piece of a line, or a table as a whole.</summary>
internal sealed record Placed(Box Box, Fragment? Fragment, PlacedTable? Table)
{
    public Placed(Fragment fragment)
        : this(fragment.Box, fragment, null)
    {
    }

    public Placed(PlacedTable table)
        : this(table.Box, null, table)
    {
    }
}
