using ParseWorker.Worker.Files;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Files;

public sealed class WorkFolderTests
{
    [Fact]
    public void Create_FolderOfAKilledWorker_IsRemoved()
    {
        using var log = new RecordedLog();
        var leftOver = Directory.CreateTempSubdirectory("parseworker-documents-").FullName;
        Directory.CreateDirectory(Path.Combine(leftOver, "attempt"));
        File.WriteAllText(Path.Combine(leftOver, "attempt", "document"), "A client's words.");
        File.WriteAllText(Path.Combine(leftOver, "lock"), "");

        using var folder = new WorkFolder(log.For<WorkFolder>());

        Assert.False(Directory.Exists(leftOver));
        Assert.True(Directory.Exists(folder.Path));
    }

    [Fact]
    public void Create_FolderOfALiveWorker_Stays()
    {
        using var log = new RecordedLog();
        using var live = new WorkFolder(log.For<WorkFolder>());

        using var other = new WorkFolder(log.For<WorkFolder>());

        Assert.True(Directory.Exists(live.Path));
    }

    [Fact]
    public void Create_ManyAtOnce_NoneTakesAnotherForALeftOver()
    {
        using var log = new RecordedLog();

        var folders = Enumerable.Range(0, 500).AsParallel().WithDegreeOfParallelism(8).Select(_ => new WorkFolder(log.For<WorkFolder>())).ToList();

        Assert.All(folders, folder => Assert.True(File.Exists(Path.Combine(folder.Path, "lock")), $"{folder.Path} is gone."));
        foreach (var folder in folders) folder.Dispose();
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
