using ParseWorker.Worker.Files;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Files;

public sealed class LeftOverFoldersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_FolderOfAKilledWorker_IsRemoved()
    {
        using var log = new RecordedLog();
        var leftOver = Directory.CreateTempSubdirectory(WorkFolder.Prefix).FullName;
        Directory.CreateDirectory(Path.Combine(leftOver, "attempt"));
        await File.WriteAllTextAsync(Path.Combine(leftOver, "attempt", "document"), "A client's words.", Token);
        await File.WriteAllTextAsync(WorkFolder.LockOf(leftOver), "", Token);

        await new LeftOverFolders(log.For<LeftOverFolders>()).StartAsync(Token);

        Assert.False(Directory.Exists(leftOver));
    }

    [Fact]
    public async Task Start_FolderOfALiveWorker_Stays()
    {
        using var log = new RecordedLog();
        using var live = new WorkFolder(log.For<WorkFolder>());

        await new LeftOverFolders(log.For<LeftOverFolders>()).StartAsync(Token);

        Assert.True(Directory.Exists(live.Path));
    }
}
