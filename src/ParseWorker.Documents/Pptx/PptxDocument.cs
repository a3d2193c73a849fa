using System.Runtime.CompilerServices;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pptx;

/// <summary>A presentation in reading; one slide of it is in memory at a time.</summary>
internal sealed class PptxDocument : IOpenDocument
{
    /// <summary>A slide's height when the presentation says none, in English Metric Units (914,400 an inch).</summary>
    private const int UsualHeight = 6_858_000;

    private readonly PresentationDocument _document;
    private readonly PresentationPart _presentation;
    private readonly List<string> _slides;

    public PptxDocument(PresentationDocument document)
    {
        _document = document;
        _presentation = document.PresentationPart ?? throw new DocumentException(DocumentErrors.Corrupt("The PPTX has no presentation."));
        _slides = [.. (_presentation.Presentation?.SlideIdList?.Elements<SlideId>() ?? [])
            .Select(slide => slide.RelationshipId?.Value ?? "")];
        if (_slides.Count == 0) throw new DocumentException(DocumentErrors.Empty());
    }

    public int? PageCount => _slides.Count;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        for (var number = Math.Max(1, firstPage); number <= _slides.Count; number++)
            yield return PageGuard.Read(number, () => Read(_slides[number - 1], token), token);
    }

    public void Dispose() => _document.Dispose();

    private IReadOnlyList<Block> Read(string id, CancellationToken token)
    {
        if (!_presentation.TryGetPartById(id, out var part) || part is not SlidePart slide) return [];
        var height = _presentation.Presentation?.SlideSize?.Cy?.Value ?? UsualHeight;
        var blocks = new SlideReader(slide, _presentation.Presentation?.DefaultTextStyle, height, token).Read();
        slide.UnloadRootElement();
        return blocks;
    }
}
