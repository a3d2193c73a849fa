using ParseWorker.Documents.Images;

namespace ParseWorker.Documents.PageImaging;

/// <summary>Pictures in files that vision models don't take, made into files that they do.</summary>
internal sealed class PictureImages(IPictures pictures) : IPageImages
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
