using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>A process that cannot keep a document says so when it starts, in one sentence, and not with the first document.</summary>
public sealed class MissingDirectoryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Nobody can make a directory there, root neither.
    private const string Directory = "/proc/no-such-directory";

    [Fact]
    public async Task Worker_TemporaryDirectoryMissing_EndsWithASentence()
    {
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => WorkerProcess.StartAsync(
            database.ConnectionString, new Dictionary<string, string> { ["TMPDIR"] = Directory }));

        IsSentence($"Documents cannot be kept in {Directory}", ended);
    }

    [Fact]
    public async Task Api_SpoolDirectoryMissing_EndsWithASentence()
    {
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiProcess.StartAsync(
            database.ConnectionString, new Dictionary<string, string> { ["Documents__SpoolDirectory"] = Directory }));

        IsSentence($"Documents cannot be spooled to {Directory}", ended);
    }

    private static void IsSentence(string sentence, InvalidOperationException ended)
    {
        Assert.Contains(sentence, ended.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Message, StringComparison.Ordinal);
    }
}
