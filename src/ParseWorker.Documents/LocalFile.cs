namespace ParseWorker.Documents;

/// <summary>A document as a file, for programs that want a path.</summary>
internal sealed class LocalFile : IDisposable
{
    private readonly bool _isOwn;

    private LocalFile(string path, bool isOwn) => (Path, _isOwn) = (path, isOwn);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The file that a stream reads; a copy in the temporary directory when it reads none.</summary>
    public static LocalFile Of(Stream content, ReadOnlySpan<byte> bytes)
    {
        if (content is FileStream file) return new(file.Name, isOwn: false);
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        File.WriteAllBytes(path, bytes);
        return new(path, isOwn: true);
    }

    public void Dispose()
    {
        if (_isOwn) File.Delete(Path);
    }
}
