namespace ParseWorker.Worker.Engines.Linux;

/// <summary>Removing what a hostile process has left: all of it, whatever its names, rights and depth. It has ended by then.</summary>
internal static class FolderRemoval
{
    /// <summary>Removes a folder with all that is below it.</summary>
    /// <exception cref="IOException">Something stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder itself stays.</exception>
    public static void Remove(string folder)
    {
        using (var opened = OpenFolder.At(folder)) Clear(opened);
        Directory.Delete(folder);
    }

    /// <summary>Removes files and links directly in a folder, while its process may live.</summary>
    /// <returns>False when a folder is among them, which stays.</returns>
    /// <exception cref="IOException">A file stays.</exception>
    public static bool TryRemoveFiles(string folder)
    {
        using var opened = OpenFolder.At(folder);
        return opened.Names().ToList().All(opened.TryRemoveFile);
    }

    /// <summary>Folders of folders come up first: there may be more levels than descriptors, or than a path has room for.</summary>
    private static void Clear(OpenFolder top)
    {
        while (top.Names().ToList() is { Count: > 0 } names)
        {
            foreach (var name in names.Where(name => !top.TryRemoveFile(name)))
            {
                using (var folder = top.Open(name)) Empty(folder, top);
                top.RemoveFolder(name);
            }
        }
    }

    private static void Empty(OpenFolder? folder, OpenFolder top)
    {
        foreach (var name in folder?.Names().ToList() ?? [])
        {
            if (folder!.TryRemoveFile(name)) continue;
            folder.Open(name)?.Dispose(); // a folder that its owner may not write can't be moved
            folder.Move(name, top);
        }
    }
}
