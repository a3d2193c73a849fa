using ParseWorker.Documents.Images.Files;

namespace ParseWorker.Documents.Images.Pages;

/// <summary>Images in files that vision models don't take, made into files that they do.</summary>
internal sealed class ConvertedImages(IImageFile pictures) : IPageImages
{
    public int Count => pictures.Count;

    public PageImage Read(int number, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var picture = pictures.Decode(number);
        return JpegImage.Of(picture);
    }

    public void Dispose() => pictures.Dispose();
}
