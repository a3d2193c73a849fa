using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParseWorker.FaultyHost;

/// <summary>What a parser may do to its process.</summary>
internal static class Faults
{
    private const int BytesPerMb = 1024 * 1024;

    private static readonly List<byte[]> Kept = [];

    /// <summary>Does what the line says.</summary>
    /// <returns>The page's text.</returns>
    public static string Commit(string line)
    {
        var (fault, argument) = line.Split(' ', 2) is [var first, var rest] ? (first, rest) : (line, "");
        return fault switch
        {
            "throw" => throw new InvalidOperationException("The test's engine has a fault."),
            "abort" => Abort(),
            "segfault" => Segfault(),
            "overflow" => Overflow(0).ToString(CultureInfo.InvariantCulture),
            "hang" => Hang(),
            "sleep" => Sleep(Number(argument)),
            "heap" => Heap(),
            "keep" => Keep(Number(argument)),
            "native" => Native(Number(argument)),
            "child" => Child(argument),
            "run" => Run(argument),
            "connect" => Connect(Number(argument)),
            "local" => Local(argument),
            "libc" => LibraryCall.Make(argument),
            "status" => Probes.Status(argument),
            "landlock" => Probes.LandlockVersion(),
            "write" when argument.StartsWith('/') => Probes.Write(argument),
            "text" => new string('x', Number(argument) * BytesPerMb),
            "write" => Write(Number(argument)),
            "unlink" => Unlink(Number(argument)),
            "shuffle" => HiddenRoom.Shuffle(Number(argument)),
            "deepen" => HiddenRoom.Deepen(Number(argument)),
            "map" => HiddenRoom.Map(Number(argument)),
            "sockets" => HiddenRoom.OpenSockets(Number(argument)),
            "tables" => HiddenRoom.FillPageTables(Number(argument)),
            "leave" => Leave(argument),
            "list" => List(),
            "id" => Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            _ => line,
        };
    }

    private static int Number(string argument) => int.Parse(argument, CultureInfo.InvariantCulture);

    private static string Abort()
    {
        Environment.FailFast("The test's engine gives up.");
        return "";
    }

    /// <summary>Not at null, which .NET makes an exception of.</summary>
    private static unsafe string Segfault() => (*(int*)0x10_0000).ToString(CultureInfo.InvariantCulture);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Overflow(int depth) => Overflow(depth + 1) + depth;

    public static string Hang()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
        return "";
    }

    /// <summary>Takes so many milliseconds, and no processor.</summary>
    private static string Sleep(int milliseconds)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(milliseconds, CancellationToken.None);
        return $"It slept for {milliseconds} ms.";
    }

    /// <summary>Fills the managed heap to its limit.</summary>
    private static string Heap()
    {
        while (true) Keep(16);
    }

    private static string Keep(int megabytes)
    {
        var bytes = new byte[megabytes * BytesPerMb];
        Array.Fill(bytes, (byte)1);
        Kept.Add(bytes);
        return $"kept {megabytes} MiB";
    }

    /// <summary>Memory that the runtime's limit does not see; then it hangs, as only a look from outside ends it.</summary>
    private static unsafe string Native(int megabytes)
    {
        new Span<byte>(NativeMemory.Alloc((nuint)megabytes * BytesPerMb), megabytes * BytesPerMb).Fill(1);
        return Hang();
    }

    /// <summary>Starts a process by a shell that ends at once, and does not wait for it.</summary>
    private static string Child(string command)
    {
        using var shell =
            Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{command} >/dev/null & echo $!"]) { RedirectStandardOutput = true })!;
        var id = shell.StandardOutput.ReadLine();
        shell.WaitForExit();
        return $"child {id}";
    }

    private static string Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return said;
    }

    private static string Connect(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return "connected";
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
    }

    /// <summary>Listens on a local socket of its own, which LibreOffice wants, and connects to another's, which nobody may.</summary>
    private static string Local(string path)
    {
        using var own = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        own.Bind(new UnixDomainSocketEndPoint(Path.Combine(Path.GetTempPath(), "own")));
        own.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(path));
            return "listens, connected";
        }
        catch (SocketException exception)
        {
            return $"listens, {exception.SocketErrorCode}";
        }
    }

    private static string Write(int megabytes)
    {
        File.WriteAllBytes(Path.Combine(Path.GetTempPath(), "large"), new byte[megabytes * BytesPerMb]);
        return Hang();
    }

    /// <summary>A file that no directory shows any more.</summary>
    private static string Unlink(int megabytes)
    {
        var path = Path.Combine(Path.GetTempPath(), "unlinked");
        using var file = File.Create(path);
        File.Delete(path);
        file.Write(new byte[megabytes * BytesPerMb]);
        return Hang();
    }

    /// <summary>What is in its folder beside its document.</summary>
    private static string List() =>
        $"files: {string.Join(' ', Directory.GetFileSystemEntries(Path.GetTempPath()).Select(Path.GetFileName).Except(["document"]))}";

    private static string Leave(string name)
    {
        File.WriteAllText(Path.Combine(Path.GetTempPath(), name), "What a document left.");
        return $"left {name}";
    }
}
