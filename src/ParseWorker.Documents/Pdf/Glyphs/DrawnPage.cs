using ParseWorker.Documents.Pdf.Layers;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Graphics.Operations;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>A page as its content stream draws it: glyphs, paths and images, in the words of this project instead of PdfPig's.</summary>
internal sealed class DrawnPage
{
    private readonly Lazy<IReadOnlyList<DrawnImage>> _images;
    private readonly Lazy<IReadOnlyList<DrawnPath>> _paths;
    private readonly Lazy<IReadOnlySet<DrawnGlyph>> _broken;

    /// <param name="source">As PdfPig reads it.</param>
    /// <param name="layers">What of its document is not shown; null when all of it is.</param>
    public DrawnPage(Page source, HiddenLayers? layers = null)
    {
        (Source, Layers) = (source, layers);
        var hidden = layers?.On(source);
        Glyphs = [.. source.Letters.Where(letter => hidden?.Letters.Contains(letter) != true).Select(letter => new DrawnGlyph(letter))];
        _images = new(() => source.NumberOfImages == 0 ? [] : [.. source.GetImages().Select(image => new DrawnImage(image))]);
        _paths = new(() => [.. source.Paths.Where(path => hidden?.Paths.Contains(path) != true).Select(path => new DrawnPath(path))]);
        _broken = new(() => BrokenGlyphs.Of(this));
    }

    /// <summary>PdfPig's page, for what reads annotations and tags; the stages after this one do not know it.</summary>
    public Page Source { get; }

    /// <summary>What of its document is not shown; null when all of it is.</summary>
    public HiddenLayers? Layers { get; }

    /// <summary>Counted from 1.</summary>
    public int Number => Source.Number;

    /// <summary>Of the crop box, in points; its lower left is the origin.</summary>
    public double Width => Source.Width;

    /// <summary>Of the crop box, in points.</summary>
    public double Height => Source.Height;

    /// <summary>All glyphs, seen or not, in the order they are drawn; none of a layer that is off.</summary>
    public IReadOnlyList<DrawnGlyph> Glyphs { get; }

    /// <summary>The glyphs that mean no character, where they are so many that they are not to be shown; else none.</summary>
    public IReadOnlySet<DrawnGlyph> Broken => _broken.Value;

    /// <summary>The images, in the order they are drawn.</summary>
    public IReadOnlyList<DrawnImage> Images => _images.Value;

    /// <summary>Whether no image is drawn; none is decoded to tell.</summary>
    public bool HasNoImages => Source.NumberOfImages == 0;

    /// <summary>The lines, curves and boxes, in the order they are drawn.</summary>
    public IReadOnlyList<DrawnPath> Paths => _paths.Value;

    /// <summary>Whether a shading may be painted: it has no path, and a form may hold one.</summary>
    public bool MayBeShaded =>
        Source.Operations.Any(operation => operation is PaintShading)
        || Source.Operations.Count(operation => operation is InvokeNamedXObject) > Source.NumberOfImages;
}
