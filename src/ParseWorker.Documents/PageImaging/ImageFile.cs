namespace ParseWorker.Documents.PageImaging;

/// <summary>An image as it came: one page.</summary>
internal sealed class ImageFile(PageImage image) : IPageImages
{
    public int Count => 1;

    public PageImage Read(int number, CancellationToken token) => image;

    public void Dispose()
    {
        // The file was read whole.
    }
}
