using System.Diagnostics;
using System.Globalization;
using ParseWorker.Benchmarks.Isolation;

namespace ParseWorker.Benchmarks.Busy;

/// <summary>This program again, as a plain process at nice 0 in a session of its own that reads one document over and over.</summary>
internal static class PlainReader
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Command = "--read-alone";

    /// <summary>
    /// Reads until its standard input ends; says when it has warmed up, and at the end how often it read the document since.
    /// </summary>
    public static async Task<int> RunAsync(string document)
    {
        for (var i = 0; i < ShareRounds.WarmUps; i++) await InProcess.ReadAsync(document);
        Console.WriteLine("warm");

        // The console reads synchronously, whatever its methods are called.
        var (read, over) = (0, Task.Run(Console.In.ReadToEnd));
        for (; !over.IsCompleted; read++) await InProcess.ReadAsync(document);
        Console.WriteLine(read.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Starts one and waits until it is warm.</summary>
    public static async Task<Process> StartAsync(string document)
    {
        var reader = Process.Start(new ProcessStartInfo("setsid", [Environment.ProcessPath!, Command, document])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await reader.StandardOutput.ReadLineAsync() == "warm" ? reader
            : throw new InvalidOperationException("The plain reader did not start.");
    }

    /// <summary>Ends it.</summary>
    /// <returns>How often it read the document.</returns>
    public static async Task<int> EndAsync(Process reader)
    {
        reader.StandardInput.Close();
        return int.Parse(await reader.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }
}
