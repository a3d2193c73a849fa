using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Order;

/// <summary>What is put into reading order: a fragment of text, or a table as a whole.</summary>
/// <param name="Box">Where it is on the page, in points.</param>
internal abstract record PageItem(Box Box)
{
    /// <summary>The text; null for a table.</summary>
    public virtual Fragment? Fragment => null;
}

/// <summary>A fragment of text as an item of its page.</summary>
internal sealed record TextItem(Fragment Text) : PageItem(Text.Box)
{
    public override Fragment Fragment => Text;
}
