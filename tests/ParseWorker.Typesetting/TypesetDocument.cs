namespace ParseWorker.Typesetting;

/// <summary>A document that was set, and what a reader should get back.</summary>
/// <param name="Name">A file's name without extension.</param>
/// <param name="Kind">What is hard about it.</param>
/// <param name="Extension">Of its file, without the dot.</param>
/// <param name="Content">The file.</param>
/// <param name="Truth">Markdown with HTML tables, page after page.</param>
public sealed record TypesetDocument(string Name, string Kind, string Extension, byte[] Content, string Truth)
{
    /// <summary>Its file's name.</summary>
    public string FileName => $"{Name}.{Extension}";
}
