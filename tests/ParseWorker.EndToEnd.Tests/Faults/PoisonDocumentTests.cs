using System.Text;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>A document that kills its engine host every time: it fails after its attempts, and nobody beside it notices.</summary>
public sealed class PoisonDocumentTests(ServiceFixture service)
{
    /// <summary>
    /// The project's own host, whose input goes through a filter: given a document of this name, it dies once it has opened it. Everything
    /// else is as ever, so that neighbours have real engines.
    /// </summary>
    private const string Host = """
        #!/bin/sh
        pipes=$(mktemp -d "${TMPDIR:-/tmp}/poison.XXXXXX")
        mkfifo "$pipes/host" "$pipes/filter"
        exec 3<&0
        tee "$pipes/filter" <&3 >"$pipes/host" 2>/dev/null &
        while read=$(dd bs=65536 count=1 2>/dev/null | tr -d '\0') && [ -n "$read" ]; do
          case $read in *poison.pdf*) until ls -l /proc/$$/fd | grep -q /document$; do :; done; kill -KILL $$ ;; esac
        done <"$pipes/filter" >/dev/null 2>&1 &
        exec "@host@" <"$pipes/host" 3<&-
        """;

    [Fact]
    public async Task Poison_KillsItsHostEveryTime_FailsAfterItsAttemptsAndNeighboursComplete()
    {
        using var host = new ScriptedHost(
            Host.Replace("@host@", Repository.Program("ParseWorker.EngineHost"), StringComparison.Ordinal));
        await using var worker = await service.StartWorkerAsync(("Engines__HostPath", host.Path));
        var neighbour = await service.StartParsingAsync(LongPdf.Bytes);
        var poison = await service.Client.CreateAsync(LongPdf.Bytes, "poison.pdf");
        var later = await service.Client.CreateAsync(SampleDocuments.Pdf("Comes after it."), "later.pdf");

        var histories = await service.HistoriesAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("created queued claimed retried(engine_crashed) claimed retried(engine_crashed) claimed failed",
            histories[poison.Id()]);
        var failed = await service.Client.GetAsync(poison.Id());
        Assert.Equal("engine_crashed", (string?)failed["error"]!["code"]);
        Assert.Equal("created queued claimed completed", histories[neighbour]);
        Assert.Equal("created queued claimed completed", histories[later.Id()]);
    }

    /// <summary>An executable file that is gone afterwards.</summary>
    private sealed class ScriptedHost : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parseworker-test-");

        public ScriptedHost(string script)
        {
            using var file = new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserExecute,
            });
            file.Write(Encoding.UTF8.GetBytes(script));
        }

        public string Path => System.IO.Path.Combine(_directory.FullName, "host");

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
