using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>What is put into reading order: a piece of a line, or a table as a whole.</summary>
internal sealed record Placed(Box Box, Fragment? Fragment, Block.Table? Table)
{
    public Placed(Fragment fragment)
        : this(fragment.Box, fragment, null)
    {
    }
}
