using System.Globalization;

namespace ParseWorker.Documents.Model;

/// <summary>Lists the files that a document carries within it.</summary>
internal static class AttachmentList
{
    /// <summary>A heading and a point for each file; nothing for none.</summary>
    /// <param name="files">Their names, with their sizes in bytes; null for one that is not known.</param>
    public static IEnumerable<Block> Of(IReadOnlyCollection<(string Name, long? Bytes)> files) => files.Count == 0 ? [] :
    [
        new Block.Heading(2, "Attachments"),
        new Block.List([.. files.Select(file => new ListItem("", file.Bytes is { } bytes ? $"{file.Name} ({Size(bytes)})" : file.Name))]),
    ];

    private static string Size(long bytes) => bytes < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:N0} KiB");
}
