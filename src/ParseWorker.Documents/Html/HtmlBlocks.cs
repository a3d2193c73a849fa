using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;
using ParseWorker.Documents.Html.Inline;
using ParseWorker.Documents.Html.Tables;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html;

/// <summary>Cuts a page into blocks in document order.</summary>
internal sealed class HtmlBlocks
{
    private readonly List<Block> _blocks = [];
    private readonly InlineText _text = new();
    private readonly IReadOnlySet<IElement> _without;
    private readonly CancellationToken _token;

    private HtmlBlocks(IReadOnlySet<IElement> without, CancellationToken token) => (_without, _token) = (without, token);

    /// <summary>The blocks of a page's body but for some of its elements.</summary>
    public static IReadOnlyList<Block> Read(IElement body, IReadOnlySet<IElement> without, CancellationToken token)
    {
        var reader = new HtmlBlocks(without, token);
        DomWalk.Below(body, reader.Enter, reader.Leave);
        reader.EndParagraph();
        return reader._blocks;
    }

    private bool Enter(INode node)
    {
        _token.ThrowIfCancellationRequested();
        if (node is IText { Data: var data }) _text.Append(data);
        return node is IElement element && !element.IsInvisible() && !_without.Contains(element) && Enter(element);
    }

    private bool Enter(IElement element)
    {
        if (element.LocalName == "br") _text.Break();
        if (element.IsControl())
        {
            _text.Append($" {FormValues.Of(element)} ");
            return false;
        }
        if (Whole(element) is { } blocks)
        {
            EndParagraph();
            _blocks.AddRange(blocks);
            return false;
        }
        if (element.IsBlock()) EndParagraph();
        else if (element.IsCell()) _text.Space();
        _text.Enter(element);
        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element) return;
        if (element.IsBlock()) EndParagraph();
        _text.Leave();
    }

    /// <summary>The blocks of an element that is read as a whole; null for one that is gone into.</summary>
    private IEnumerable<Block>? Whole(IElement element)
    {
        if (element.HeadingLevel() is > 0 and var level)
            return Named(HtmlText.OfHeading(element, _text.Style), text => new Block.Heading(level, text));
        if (element.IsList()) return HtmlLists.Read(element);
        if (element.LocalName == "table" && !LayoutTables.IsLayout(element)) return HtmlTables.Read(element, _token);
        if (element.IsPreformatted()) return Named(HtmlText.Preformatted(element), text => new Block.Code(text));
        if (element.LocalName == "img") return Named(HtmlText.AltOf(element) ?? "", text => new Block.Figure(text));
        return null;
    }

    private static IEnumerable<Block> Named(string text, Func<string, Block> make) => string.IsNullOrWhiteSpace(text) ? [] : [make(text)];

    private void EndParagraph()
    {
        if (_text.Take() is { Length: > 0 } text) _blocks.Add(new Block.Paragraph(text));
    }
}
