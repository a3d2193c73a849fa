using System.Diagnostics;
using ParseWorker.Testing;

namespace ParseWorker.Worker.Tests.Exporters;

/// <summary>The project's own engine host, which says nothing until the test opens the way.</summary>
internal sealed class HostBehindAPipe : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parseworker-test-");

    public HostBehindAPipe()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "engine-host", "ParseWorker.EngineHost");
        using var made = Process.Start("mkfifo", PathOf("way"));
        made.WaitForExit();
        File.WriteAllText(PathOf("host"), $"#!/bin/sh\necho >> {PathOf("waiting")}\nread line < {PathOf("way")}\nexec {own}\n");
        File.SetUnixFileMode(PathOf("host"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>What has a worker with one slot start it.</summary>
    public KeyValuePair<string, string?>[] Settings =>
    [
        new("Engines:HostPath", PathOf("host")), new("Engines:Sandbox", "Off"), new("Worker:Slots", "1"), new("Worker:SpareSlot", "false"),
    ];

    /// <summary>Lets the host that waits go on, once it does.</summary>
    public async Task OpenAsync()
    {
        await Eventually.IsTrueAsync(() => File.Exists(PathOf("waiting")));
        await File.WriteAllTextAsync(PathOf("way"), "go\n", TestContext.Current.CancellationToken);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(_directory.FullName, file);
}
