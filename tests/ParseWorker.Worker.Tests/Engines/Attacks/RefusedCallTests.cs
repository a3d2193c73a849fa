using System.Globalization;
using System.Runtime.InteropServices;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines.Attacks;

/// <summary>
/// Calls of Linux that no engine needs, made below a host that has nothing but its filter, as root where root runs the tests: without the
/// filter none of them answers "not permitted". Arguments that do no harm where one goes through.
/// </summary>
[Trait("Needs", "Hosts")]
public sealed class RefusedCallTests(RefusedCallTests.Filtered filtered) : IClassFixture<RefusedCallTests.Filtered>
{
    private const string NotPermitted = "1";
    private const string NoSuchCall = "38";
    private const string Done = "done";

    private static readonly string Worker = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public static TheoryData<string> Refused() =>
    [
        // The network, and a datagram to a local socket.
        "socket 2 1 0", "socket 10 2 0", "socket 16 3 0", "socket 1 2 0", "socketpair 1 2 0 buffer", "socketpair 1 5 0 buffer",
        "connect -1 buffer 110", "sendto -1 buffer 1 0 buffer 110", "sendmsg -1 buffer 0", "sendmmsg -1 buffer 1 0",
        "syscall 425 1 buffer",

        // Other processes.
        "ptrace 16 0 0 0", "process_vm_readv 0 0 0 0 0 0", "process_vm_writev 0 0 0 0 0 0", "syscall 434 {worker} 0",
        "syscall 424 -1 0 0 0", "syscall 438 -1 0 0", "kill {worker} 0", "kill -1 0", "tgkill {worker} {worker} 0",
        "prlimit {worker} 7 0 buffer", "setpriority 0 {worker} 0", "sched_setscheduler {worker} 0 buffer", "prctl 1 0 0 0 0",
        "prctl 36 0 0 0 0", "prctl 4 0 0 0 0", "setsid", "setpgid 0 0", "fcntl 0 8 {worker}", "fcntl 0 10 9", "ioctl 0 35073 buffer",
        "{clone} 34816 0 0 0 0", // beside its parent
        "{clone} 65536 0 0 0 0", "syscall 436 1000000 1000000 2", // a thread with open files of its own

        // Memory that outlives a process, or counts as nobody's.
        "shmget 0 0 0", "shmat -1 0 0", "shmctl -1 0 0", "msgget 12345 0", "msgsnd -1 buffer 1 0", "msgctl -1 0 0", "semget 0 -1 0",
        "semop -1 buffer 1", "mq_open text:/parseworker-test 0 0 0", "memfd_create text:a 0",
        "mmap 0 4096 3 33 -1 0", "fcntl 0 1031 1048576", "setsockopt -1 1 7 buffer 4", "setsockopt -1 1 32 buffer 4",
        "vmsplice -1 buffer 1 0", "splice -1 0 -1 0 1 0", "tee -1 -1 1 0",

        // Files, without asking Landlock.
        "chmod text:/nowhere/a 0", "fchmod -1 0", "fchmodat -1 text:a 0 0", "chown text:/nowhere/a 0 0", "lchown text:/nowhere/a 0 0",
        "fchown -1 0 0", "fchownat -1 text:a 0 0 0", "utimensat -1 text:a 0 0", "mknod text:/nowhere/a 4096 0",
        "mkfifo text:/nowhere/a 0", "mknodat -1 text:a 4096 0", "setxattr text:/nowhere/a text:user.a 0 0 0",
        "removexattr text:/nowhere/a text:user.a", "open_by_handle_at -1 buffer 0", "name_to_handle_at -1 text:a buffer buffer 0",
        "inotify_init1 0", "truncate text:/nowhere/a 0", "open text:/nowhere/a 512 0", "open text:/nowhere/a 515 0", "fanotify_init -1 0",

        // Namespaces and mounts.
        "unshare 67108864", "setns -1 0", "chroot 0", "pivot_root 0 0", "mount 0 0 0 0 0", "umount2 0 0", "syscall 428 -1 0 0",
        "syscall 430 0 0", "syscall 442 -1 0 0 0 0",

        // The machine.
        "init_module 0 0 0", "delete_module 0 0", "swapon 0 0", "swapoff 0", "settimeofday 0 buffer", "clock_settime -1 buffer",
        "adjtimex buffer", "sethostname 0 5", "setdomainname 0 5", "acct 1", "quotactl -1 0 0 0", "klogctl 10 0 0",

        // What has made kernels stumble.
        "{bpf} -1 0 0", "{perf_event_open} 0 0 0 0 0", "{userfaultfd} -1", "{keyctl} 0 -3 0", "{add_key} 0 0 0 0 0", "personality 0",
        "{kexec_load} 0 0 0 65535",
    ];

    public static TheoryData<string> Allowed() =>
    [
        "socketpair 1 1 0 buffer", "mmap 0 4096 3 34 -1 0", "prlimit 0 7 0 buffer", "kill 0 0", "getpid", "prctl 3 0 0 0 0",
    ];

    [Theory, MemberData(nameof(Refused))]
    public void Call_ThatNoEngineNeeds_IsNotPermitted(string call) => Assert.Equal(NotPermitted, filtered[call]);

    [Fact]
    public void Clone3_WhoseArgumentsNoFilterSees_IsSaidNotToExist() => Assert.Equal(NoSuchCall, filtered["syscall 435 0 0"]);

    [Theory, MemberData(nameof(Allowed))]
    public void Call_OfEveryDay_IsMade(string call) => Assert.Equal(Done, filtered[call]);

    /// <summary>A host that has made every call.</summary>
    public sealed class Filtered : IAsyncLifetime
    {
        private ProbedHost? _host;

        public async ValueTask InitializeAsync()
        {
            await using var host = FakeHost.Faulty();
            host.Options.Sandbox = SandboxMode.Required;
            var calls = Refused().Concat(Allowed()).Select(row => row.Data).Append("syscall 435 0 0");
            _host = await ProbedHost.TryAsync(host, [.. calls.Select(LineOf)]);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        /// <summary>What a call answered: the error's number, or <c>done</c>.</summary>
        internal string this[string call] => _host![LineOf(call)];

        /// <summary>Names that libc has no function for stand for a call's number on this processor.</summary>
        private static string LineOf(string call)
        {
            var arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
            return $"libc {call}"
                .Replace("{worker}", Worker, StringComparison.Ordinal)
                .Replace("{clone}", arm ? "syscall 220" : "syscall 56", StringComparison.Ordinal)
                .Replace("{bpf}", arm ? "syscall 280" : "syscall 321", StringComparison.Ordinal)
                .Replace("{perf_event_open}", arm ? "syscall 241" : "syscall 298", StringComparison.Ordinal)
                .Replace("{userfaultfd}", arm ? "syscall 282" : "syscall 323", StringComparison.Ordinal)
                .Replace("{keyctl}", arm ? "syscall 219" : "syscall 250", StringComparison.Ordinal)
                .Replace("{add_key}", arm ? "syscall 217" : "syscall 248", StringComparison.Ordinal)
                .Replace("{kexec_load}", arm ? "syscall 104" : "syscall 246", StringComparison.Ordinal);
        }
    }
}
