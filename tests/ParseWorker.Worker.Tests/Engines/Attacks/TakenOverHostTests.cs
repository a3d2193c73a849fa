using System.Globalization;
using ParseWorker.Core.Engines;
using ParseWorker.Testing.Processes;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines.Attacks;

/// <summary>
/// What code that has taken a host over reaches of the machine, of the worker and of the document beside it, in a host as a worker runs
/// them. What Landlock of an older kernel lets through is expected by the version that the host itself reports.
/// </summary>
[Trait("Needs", "Hosts")]
public sealed class TakenOverHostTests(TakenOverHostTests.TakenOver host) : IClassFixture<TakenOverHostTests.TakenOver>
{
    private const string Refused = "refused";
    private const string Done = "done";
    private const string NotPermitted = "1"; // EPERM
    private const string AccessDenied = "13"; // EACCES

    /// <summary>Shell commands: {neighbour} is the folder of a host with another document, {open} one that anybody may write.</summary>
    public static TheoryData<string> Commands() =>
    [
        // The document beside it, and the worker's folder.
        "head -c 1 {neighbour}/document", "echo more >> {neighbour}/document", "echo other > {neighbour}/document", "ls {neighbour}",
        "touch {neighbour}/new", "rm {neighbour}/left.txt", "mv {neighbour}/left.txt $TMPDIR", "ln {neighbour}/document $TMPDIR/other",
        "ls {work}", "head -c 1 {work}/lock", "ls {open}", "head -c 1 {open}/file", "touch {open}/new", "rm {open}/file",
        "echo more >> {open}/file", "mkdir {open}/folder", "rmdir {open}/empty", "ln -s /etc {open}/link", "mkfifo {open}/pipe",
        "touch /tmp/parseworker-test-probe", "touch /var/tmp/parseworker-test-probe", "touch /dev/shm/parseworker-test-probe",

        // The machine.
        "head -c 1 /etc/shadow", "head -c 1 /etc/hostname", "ls /etc", "ls /var/log",
        "echo core > /proc/sys/kernel/core_pattern", "head -c 1 /proc/sys/kernel/core_pattern", "head -c 1 /dev/zero", "ls /dev",
        "ls /sys/kernel", "mkfifo $TMPDIR/pipe", "chmod 777 $TMPDIR", "chmod 777 {open}/file",
        "chown 0 $TMPDIR",

        // From folder to folder, where the worker would not find it.
        "mkdir $TMPDIR/a; touch $TMPDIR/b; ln $TMPDIR/b $TMPDIR/a/b",

        // Other processes.
        "ls /proc", "head -c 1 /proc/1/cmdline", "head -c 1 /proc/{worker}/cmdline", "head -c 1 /proc/{worker}/environ",
        "head -c 1 /proc/{worker}/status", "echo 1000 > /proc/{worker}/oom_score_adj", "head -c 1 /proc/{other}/cmdline",
        "head -c 1 /proc/{other}/environ", "head -c 1 /proc/{other}/maps", "kill -0 {worker}",

        // A program of its own.
        "cp /bin/true $TMPDIR/own && $TMPDIR/own",
    ];

    [Theory, MemberData(nameof(Commands))]
    public void Command_ThatReachesOutside_IsRefused(string command) => Assert.Equal(Refused, host[Shell(command)]);

    [Theory]
    [InlineData("CapPrm:", "0000000000000000")]
    [InlineData("CapEff:", "0000000000000000")]
    [InlineData("NoNewPrivs:", "1")]
    [InlineData("Seccomp:", "2")]
    public void Status_OfAHost_ShowsNoPrivilege(string field, string value) => Assert.Equal(value, host[$"status {field}"]);

    [Fact]
    public void User_OfAHost_IsNotRoot() => Assert.NotEqual("0", host["status Uid:"]);

    [Theory]
    [InlineData("oom_score_adj", "1000")]
    [InlineData("autogroup", "0")]
    public void Settings_OfItsOwnProcess_AreReadOnly(string file, string value) =>
        Assert.Equal(Refused, host[$"write /proc/self/{file} {value}"]);

    /// <summary>Landlock scopes signals from version 6 on; an older kernel lets processes of one user send them to each other.</summary>
    [Fact]
    public void Signal_ToAHostBesideIt_IsRefusedWhereLandlockScopesSignals() =>
        Assert.Equal(host.Landlock >= 6 ? NotPermitted : Done, host["libc kill {other} 0"]);

    /// <summary>Landlock judges settings of devices from version 5 on; here a question to the random generator.</summary>
    [Fact]
    public void Setting_OfADevice_IsRefusedWhereLandlockJudgesThem() =>
        Assert.Equal(host.Landlock >= 5 ? AccessDenied : Done, host[TakenOver.DeviceSetting]);

    /// <summary>Landlock judges cutting off from version 3 on; the filter refuses it on every kernel.</summary>
    [Fact]
    public void CuttingOff_AFileOutside_IsRefused() => Assert.Equal(NotPermitted, host["libc truncate text:{open}/file 0"]);

    [Fact]
    public void Landlock_OfThisKernel_IsInForce() => Assert.Equal(host.Landlock, host.KernelsLandlock);

    private static string Shell(string command) => $"run ({command}) >/dev/null 2>&1 && echo reached || echo refused";

    /// <summary>Two hosts as a worker runs them: one has made every attempt, while the other had a document.</summary>
    public sealed class TakenOver : IAsyncLifetime
    {
        /// <summary>RNDGETENTCNT of random(4).</summary>
        internal const string DeviceSetting = "libc ioctl open:/dev/urandom 2147766784 buffer";

        private static readonly UnixFileMode Anybodys = (UnixFileMode)0b111_111_111;

        private readonly DirectoryInfo _open = Directory.CreateTempSubdirectory("parseworker-test-");
        private Dictionary<string, string> _places = [];
        private ProbedHost? _host;

        /// <summary>Landlock's version, as the host reported it.</summary>
        internal int Landlock { get; private set; }

        /// <summary>Landlock's version, as the kernel tells a host that asks.</summary>
        internal int KernelsLandlock { get; private set; }

        /// <summary>What an attempt was told.</summary>
        internal string this[string attempt] => _host![InPlace(attempt)];

        public async ValueTask InitializeAsync()
        {
            await using var host = FakeHost.Faulty();
            (host.FilesSandboxed, host.Options.Sandbox, host.Slots) = (true, SandboxMode.Required, 2);
            PutOpenFiles();

            host.Put("id", "leave left.txt", "hang");
            using var stop = new CancellationTokenSource();
            await using var beside = host.Run(stop).GetAsyncEnumerator(CancellationToken.None);
            var other = await ReadPagesAsync(beside, 2);
            _places = new()
            {
                ["{other}"] = other[0],
                ["{neighbour}"] = Assert.Single(Directory.GetDirectories(host.WorkPath, "host-*"), folder =>
                    File.Exists(Path.Combine(folder, "left.txt"))),
                ["{work}"] = host.WorkPath,
                ["{open}"] = _open.FullName,
                ["{worker}"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            };
            _host = await ProbedHost.TryAsync(host, [.. Attempts().Select(InPlace)]);
            Landlock = int.Parse(
                Assert.Single(host.Log.Texts(4409)).Split("version ")[1].Split(',')[0], CultureInfo.InvariantCulture);
            KernelsLandlock = int.Parse(this["landlock"], CultureInfo.InvariantCulture);
            await stop.CancelAsync();
        }

        public ValueTask DisposeAsync()
        {
            _open.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }

        private static IEnumerable<string> Attempts() =>
        [
            .. Commands().Select(row => Shell(row.Data)),
            "status CapPrm:", "status CapEff:", "status NoNewPrivs:", "status Seccomp:", "status Uid:",
            "write /proc/self/oom_score_adj 1000", "write /proc/self/autogroup 0",
            "libc kill {other} 0", DeviceSetting, "libc truncate text:{open}/file 0", "landlock",
        ];

        private static async Task<IReadOnlyList<string>> ReadPagesAsync(IAsyncEnumerator<EngineMessage> messages, int count)
        {
            var pages = new List<string>();
            while (pages.Count < count && await messages.MoveNextAsync())
            {
                if (messages.Current is EngineMessage.PageText page) pages.Add(page.Text.Trim());
            }

            return pages;
        }

        /// <summary>Files of the hosts' own user, or anybody's: only the sandbox keeps a host from them.</summary>
        private void PutOpenFiles()
        {
            File.WriteAllText(Path.Combine(_open.FullName, "file"), "text");
            _open.CreateSubdirectory("empty");
            foreach (var path in Directory.GetFileSystemEntries(_open.FullName).Append(_open.FullName))
            {
                File.SetUnixFileMode(path, Anybodys);
                if (EngineUser.Name is { } name) Account.Find(name)!.Take(path);
            }
        }

        private string InPlace(string attempt) =>
            _places.Aggregate(attempt, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal));
    }
}
