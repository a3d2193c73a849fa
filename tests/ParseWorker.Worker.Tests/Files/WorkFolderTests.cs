using ParseWorker.Worker.Files;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Files;

public sealed class WorkFolderTests
{
    [Trait("Needs", "Time")]
    [Fact]
    public void Create_ManyBesideARemovalOfLeftOvers_NoneIsTakenForOne()
    {
        using var log = new RecordedLog();
        var leftOvers = new LeftOverFolders(log.For<LeftOverFolders>());

        var folders = Enumerable.Range(0, 500).AsParallel().WithDegreeOfParallelism(8).Select(_ =>
        {
            Assert.True(leftOvers.StartAsync(CancellationToken.None).IsCompletedSuccessfully);
            return new WorkFolder(log.For<WorkFolder>());
        }).ToList();

        Assert.All(folders, folder => Assert.True(File.Exists(WorkFolder.LockOf(folder.Path)), $"{folder.Path} is gone."));
        foreach (var folder in folders) folder.Dispose();
    }

    [Fact]
    public void Probe_FolderThatTakesFiles_LeavesNothing()
    {
        using var log = new RecordedLog();
        using var folder = new WorkFolder(log.For<WorkFolder>());

        folder.Probe();

        Assert.Equal([WorkFolder.LockOf(folder.Path)], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Probe_FolderThatTakesNone_SaysWhatToDo()
    {
        using var log = new RecordedLog();
        using var folder = new WorkFolder(log.For<WorkFolder>());
        Directory.Delete(folder.Path, recursive: true);

        var refusal = Assert.Throws<WorkFolderException>(folder.Probe);

        Assert.Contains("set TMPDIR to a folder that this worker may write", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_Folder_IsRemoved()
    {
        using var log = new RecordedLog();
        var folder = new WorkFolder(log.For<WorkFolder>());

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }
}
