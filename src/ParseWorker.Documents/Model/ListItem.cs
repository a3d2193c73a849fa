namespace ParseWorker.Documents.Model;

/// <summary>One point of a list.</summary>
/// <param name="Label">What the document puts before it, such as <c>1.</c> or <c>b)</c>; empty for a bullet.</param>
/// <param name="Text">Single line breaks are kept.</param>
/// <param name="Items">The points under it.</param>
public sealed record ListItem(string Label, string Text, IReadOnlyList<ListItem> Items)
{
    /// <summary>A point with none under it.</summary>
    public ListItem(string label, string text)
        : this(label, text, [])
    {
    }
}
