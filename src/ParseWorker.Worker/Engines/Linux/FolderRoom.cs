namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// The room that a hostile process's folder takes. Whatever makes it hard to tell is taken for too much: folders that stay closed, more
/// levels than any engine makes, names that change so often that nobody finds their files.
/// </summary>
internal sealed class FolderRoom
{
    /// <summary>What a name costs its disk: also a link, an empty file or an empty folder.</summary>
    public const int EntryBytes = 4096;

    private const int MostLevels = 64;

    /// <summary>Programs make and remove files at any time, but hardly at each of so many looks in a row.</summary>
    private const int Looks = 20;

    private readonly long _enough;
    private long _bytes;
    private bool _disturbed;

    private FolderRoom(long enough) => _enough = enough;

    /// <summary>Bytes of all that is below a folder.</summary>
    /// <param name="folder">Its path; 0 when it is gone.</param>
    /// <param name="enough">Where counting ends: from there on it is too much, however much more.</param>
    /// <exception cref="IOException">It could not be read.</exception>
    public static long Bytes(string folder, long enough)
    {
        for (var look = 0; look < Looks; look++)
        {
            var room = new FolderRoom(enough);
            if (!Directory.Exists(folder)) return 0;
            using var opened = OpenFolder.At(folder);
            room.Add(opened, 0);
            if (!room._disturbed) return room._bytes;
        }

        return enough + 1;
    }

    private bool IsOver => _disturbed || _bytes > _enough;

    private void Add(OpenFolder folder, int level)
    {
        foreach (var name in folder.Names())
        {
            if (folder.FactsOf(name) is { } facts) Add(folder, name, facts, level);
            else _disturbed = true;
            if (IsOver) return;
        }
    }

    private void Add(OpenFolder folder, byte[] name, FileFacts facts, int level)
    {
        _bytes += Math.Min(facts.Room, _enough) + EntryBytes;
        if (level == MostLevels) _bytes = _enough + 1;
        if (!facts.IsFolder || IsOver) return;
        try
        {
            using var below = folder.Open(name);
            if (below is null) _disturbed = true;
            else Add(below, level + 1);
        }
        catch (UnauthorizedAccessException)
        {
            _bytes = _enough + 1;
        }
    }
}
