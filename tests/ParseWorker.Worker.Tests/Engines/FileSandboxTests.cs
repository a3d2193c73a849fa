using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>Engine hosts reach their own files and the system's, where the system allows it; the log says what was possible.</summary>
[Trait("Needs", "Hosts")]
public sealed class FileSandboxTests
{
    [Theory]
    [InlineData("head -c 1 /proc/$PARSEWORKER_PARENT_PID/environ >/dev/null")]
    [InlineData("head -c 1 {outside}/secret >/dev/null")]
    [InlineData("echo more >> {outside}/secret")]
    [InlineData("touch {outside}/new")]
    [InlineData("touch /tmp/parseworker-test-{name}")]
    [InlineData("touch /var/tmp/parseworker-test-{name}")]
    [InlineData("touch /dev/shm/parseworker-test-{name}")]
    [InlineData("ln -s /etc {outside}/new")]
    public async Task Run_ReachesOutside_IsRefused(string command)
    {
        await using var host = Sandboxed();
        var outside = Directory.CreateTempSubdirectory("parseworker-test-");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret"), "secret", TestContext.Current.CancellationToken);
        var told = command.Replace("{outside}", outside.FullName, StringComparison.Ordinal).Replace("{name}", outside.Name,
            StringComparison.Ordinal);

        var answer = await host.RunAsync($"run ({told}) 2>/dev/null && echo reached || echo refused");

        outside.Delete(recursive: true);
        Assert.Equal("refused", answer.Trim());
        Assert.Equal(1, host.Log.Count(4409));
    }

    [Theory]
    [InlineData("mkdir -p $TMPDIR/a/b && echo text > $TMPDIR/a/b/one && mv $TMPDIR/a/b/one $TMPDIR/two "
        + "&& rm -r $TMPDIR/a && cat $TMPDIR/two >/dev/null")]
    [InlineData("! [ -x /usr/bin/soffice ] || { cd $TMPDIR && echo text > a.txt && HOME=$TMPDIR "
        + "soffice -env:UserInstallation=file://$TMPDIR/p --headless --convert-to pdf a.txt >/dev/null && ls a.pdf >/dev/null; }")]
    [InlineData("ls /usr/share /etc/fonts >/dev/null && cat /proc/meminfo /proc/cpuinfo > /dev/null")]
    public async Task Run_ReachesWhatItNeeds_IsNotRefused(string command)
    {
        await using var host = Sandboxed();

        Assert.Equal("reached", (await host.RunAsync($"run ({command}) && echo reached || echo refused")).Trim());
    }

    [Fact]
    public async Task Start_WithoutTheSandbox_SaysThatFilesAreOpen()
    {
        await using var host = FakeHost.Faulty();

        await host.RunAsync("id");

        Assert.Equal((0, 1), (host.Log.Count(4409), host.Log.Count(4410)));
    }

    private static FakeHost Sandboxed()
    {
        var host = FakeHost.Faulty();
        host.FilesSandboxed = true;
        return host;
    }
}
