using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ParseWorker.Testing;

/// <summary>Runs programs that refuse to run as root: as the user postgres then, else as whoever runs the tests.</summary>
internal static class ServerAccount
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunAsync(string program, string input, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        // Its output is not redirected: a server would keep the pipe open for as long as it lives.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess) start.UserName = "postgres";
        return Process.Start(start)!;
    }

    /// <summary>A TCP port of the loopback interface that is free at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
