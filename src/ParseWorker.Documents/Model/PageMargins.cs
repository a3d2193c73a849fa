namespace ParseWorker.Documents.Model;

/// <summary>
/// The headers or the footers of a document that is read as one page: each comes once.
/// Repeated ones, bare page numbers and images without a description are left out.
/// </summary>
internal static class PageMargins
{
    public static IEnumerable<Block> Distinct(IEnumerable<IReadOnlyList<Block>> margins)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var blocks in margins)
        {
            var text = string.Join('\n', blocks.Select(BlockText.Of));
            var said = text.Replace(BlockText.OfFigure(""), "", StringComparison.Ordinal);
            if (said.Any(char.IsLetter) && seen.Add(text))
                foreach (var block in blocks) yield return block;
        }
    }
}
