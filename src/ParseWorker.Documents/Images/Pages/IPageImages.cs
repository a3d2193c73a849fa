namespace ParseWorker.Documents.Images.Pages;

/// <summary>A document's pages as image files, for vision models.</summary>
public interface IPageImages : IDisposable
{
    /// <summary>1 or more.</summary>
    int Count { get; }

    /// <summary>The image of one page.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="token">Stops the drawing.</param>
    /// <exception cref="DocumentException">The page cannot be shown.</exception>
    PageImageFile Read(int number, CancellationToken token);
}

/// <summary>An image file.</summary>
/// <param name="MediaType">image/png, image/jpeg, image/webp or image/gif.</param>
/// <param name="Data">Its bytes.</param>
public sealed record PageImageFile(string MediaType, byte[] Data);
