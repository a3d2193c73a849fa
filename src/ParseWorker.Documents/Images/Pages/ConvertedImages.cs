using ParseWorker.Documents.Images.Files;

namespace ParseWorker.Documents.Images.Pages;

/// <summary>Images in files that vision models don't take, made into files that they do.</summary>
internal sealed class ConvertedImages(IImageFile images) : IPageImages
{
    public int Count => images.Count;

    public PageImageFile Read(int number, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var image = images.Decode(number);
        return JpegImage.Of(image);
    }

    public void Dispose() => images.Dispose();
}
