using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;
using ParseWorker.Documents.Html.Inline;

namespace ParseWorker.Documents.Html.Tables;

/// <summary>What stands in a cell, as far as the first block that tells: tables within tables cost no more than one.</summary>
internal sealed class CellContent
{
    private bool _blocks;
    private bool _text;
    private bool _image;
    private int _paragraphs;

    public CellContent(IElement cell) => DomWalk.Below(cell, Enter, _ => { });

    /// <summary>A heading, a list, another table, several paragraphs, or an image and nothing else: part of a page.</summary>
    public bool IsBlocks => _blocks || _paragraphs > 1 || (_image && !_text);

    public bool IsEmpty => !_blocks && !_text && !_image;

    private bool Enter(INode node)
    {
        if (_blocks) return false;
        _text |= node is IText { Data: var data } && !string.IsNullOrWhiteSpace(data);
        if (node is not IElement element || element.IsInvisible()) return false;
        _blocks = element.LocalName == "table" || element.IsList() || element.HeadingLevel() > 0;
        _image |= element.LocalName == "img";
        _text |= element.IsControl();
        if (element.LocalName == "p") _paragraphs++;
        return !_blocks;
    }
}
