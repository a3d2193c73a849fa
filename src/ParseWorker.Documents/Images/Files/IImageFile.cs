using SkiaSharp;

namespace ParseWorker.Documents.Images.Files;

/// <summary>A file of images.</summary>
internal interface IImageFile : IDisposable
{
    /// <summary>1 or more.</summary>
    int Count { get; }

    /// <summary>Decodes one image: upright, on white, and made smaller where it is larger than OCR needs.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <exception cref="DocumentException">It is damaged, or too large.</exception>
    SKBitmap Decode(int number);
}
