namespace ParseWorker.Documents.Images.Pages;

/// <summary>Turns what libraries throw on a damaged page into that page's error.</summary>
internal sealed class GuardedPageImages(IPageImages images) : IPageImages
{
    public int Count => images.Count;

    public PageImageFile Read(int number, CancellationToken token)
    {
        try
        {
            return images.Read(number, token);
        }
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            throw new DocumentException(PageGuard.Unreadable(exception), exception);
        }
    }

    public void Dispose() => images.Dispose();
}
