using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>When a host is used again, and when another takes its place.</summary>
[Trait("Needs", "Hosts")]
public sealed class HostReplacementTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Twice_UsesOneHost()
    {
        await using var host = FakeHost.Faulty();

        Assert.Equal(await host.RunAsync("id"), await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_AfterARefusedDocument_UsesTheSameHost()
    {
        await using var host = FakeHost.Real();
        host.Put("Good.");
        await host.RunAsync();
        var before = await host.IdleAsync();

        host.Put(SampleDocuments.TruncatedPdf());
        Assert.IsType<EngineMessage.Refused>((await host.RunAsync())[^1]);

        Assert.Equal(before, await host.IdleAsync());
    }

    [Fact]
    public async Task Run_ShareOfDocumentsIsDone_TakesANewHost()
    {
        await using var host = FakeHost.Faulty();
        host.Options.DocumentsPerHost = 2;

        var ids = new[] { await host.RunAsync("id"), await host.RunAsync("id"), await host.RunAsync("id"), await host.RunAsync("id") };

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[1], ids[2]);
        Assert.Equal(ids[2], ids[3]);
    }

    [Fact]
    public async Task Run_HostKeepsTooMuchMemory_TakesANewHost()
    {
        await using var host = FakeHost.Faulty();
        host.Options.KeptMemoryMb = 192;

        var before = await host.RunAsync("id");
        Assert.Equal(before, await host.RunAsync("id"));
        await host.RunAsync("keep 160");

        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_FaultOfTheEngine_TakesANewHost()
    {
        await using var host = FakeHost.Faulty();
        var before = await host.RunAsync("id");
        host.Put("throw");

        var refused = Assert.IsType<EngineMessage.Refused>((await host.RunAsync())[^1]);

        Assert.Equal(ParseErrorCodes.InternalError, refused.Error.Code);
        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_StoppedWhenAsked_TakesANewHost()
    {
        await using var host = FakeHost.Faulty([.. Enumerable.Repeat("id", 9_000)]);
        using var stop = new CancellationTokenSource();
        var messages = new List<EngineMessage>();

        await foreach (var message in host.Run(stop))
        {
            messages.Add(message);
            if (message is EngineMessage.PageText { Number: 1 }) await stop.CancelAsync();
        }

        Assert.IsType<EngineMessage.Stopped>(messages[^1]);
        Assert.NotEqual(messages.OfType<EngineMessage.PageText>().First().Text, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_FilesOfTheDocumentBefore_AreGone()
    {
        await using var host = FakeHost.Faulty();

        var left = await host.RunAsync("id", "leave secrets.txt", "list");
        var found = await host.RunAsync("id", "list");

        Assert.Equal("files: secrets.txt", left);
        Assert.Equal("files:", found.TrimEnd());
        Assert.Single(Directory.GetDirectories(host.WorkPath));
    }

    [Fact]
    public async Task Run_DocumentLeavesAProcess_EndsItWithItsHost()
    {
        await using var host = FakeHost.Faulty();
        var before = await host.RunAsync("id");

        var child = await host.RunAsync("child sleep 1000");

        await FakeHost.IsGoneAsync(int.Parse(child.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Wait_HostIsKilled_TheNextDocumentDoesNotNotice()
    {
        await using var host = FakeHost.Faulty();
        var before = await host.RunAsync("id");

        Kill(await host.IdleAsync());

        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Wait_HostIsKilled_AnotherTakesItsPlaceUnlessItWasYoung()
    {
        var time = new FakeTimeProvider();
        await using var host = FakeHost.Faulty();
        host.PoolTime = time;
        await host.Pool.StartAsync(Token);
        var first = await host.IdleAsync();
        time.Advance(TimeSpan.FromMinutes(1));

        Kill(first);
        var second = await Eventually.BecomesAsync(() => host.Pool.Idle, idle => idle.Count == 1 && idle[0] != first);
        Kill(second[0]);

        await Eventually.IsTrueAsync(() => host.Log.Count(4406) == 2);
        Assert.Empty(host.Pool.Idle);
    }

    // It was started for that parse, and lives on: under the parse's id nobody would look for it.
    [Fact]
    public async Task Wait_HostIsKilledAfterAParse_IsLoggedInNobodysName()
    {
        await using var host = FakeHost.Faulty();
        using (host.Log.BeginScope("ParseId:prs_1")) await host.RunAsync("id");

        Kill(await host.IdleAsync());

        await Eventually.IsTrueAsync(() => host.Log.Count(4406) == 1);
        Assert.Equal([""], host.Log.Scopes(4406));
    }

    [Fact]
    public async Task Run_HostEndsBeforeItHearsOfTheDocument_TakesAnother()
    {
        // The first host closes its ears; it still lives when the document is given to it.
        await using var host = FakeHost.RawScript($$"""
            if ! [ -e once ]; then
              touch once; exec 0<&-
              {{FakeHost.GetsReady}}
              exec sleep 1000
            fi
            {{FakeHost.GetsReady}}
            {{FakeHost.TakesDocument}}
            {{FakeHost.Says("""{"type":"opened","page_count":1}""")}}
            {{FakeHost.Says("""{"type":"stopped"}""")}}
            """);

        Assert.IsType<EngineMessage.Stopped>((await host.RunAsync())[^1]);
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
