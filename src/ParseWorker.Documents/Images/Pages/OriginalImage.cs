namespace ParseWorker.Documents.Images.Pages;

/// <summary>An image as it came: one page.</summary>
internal sealed class OriginalImage(PageImageFile image) : IPageImages
{
    public int Count => 1;

    public PageImageFile Read(int number, CancellationToken token) => image;

    public void Dispose()
    {
        // The file was read whole.
    }
}
