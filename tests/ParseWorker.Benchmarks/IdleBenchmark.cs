using System.Diagnostics;
using System.Globalization;

namespace ParseWorker.Benchmarks;

/// <summary>Processor time of API, worker and PostgreSQL together while nothing happens; promised: under 6 % of one core.</summary>
internal static class IdleBenchmark
{
    public static async Task RunAsync(Service service, bool smoke)
    {
        // Start-up work (JIT, connection pools) is not idling: measure behind it.
        await WaitAsync(TimeSpan.FromSeconds(smoke ? 1 : 20));
        var postmaster = await PostmasterAsync(service);
        var (api, worker, database) = (service.Api.ProcessorTime, service.Worker.ProcessorTime, Processes.TreeTime(postmaster));
        var started = Stopwatch.GetTimestamp();
        await WaitAsync(TimeSpan.FromSeconds(smoke ? 2 : 60));
        var elapsed = Stopwatch.GetElapsedTime(started);

        var shares = new[]
        {
            ("API", service.Api.ProcessorTime - api),
            ("worker", service.Worker.ProcessorTime - worker),
            ("PostgreSQL (the whole server)", Processes.TreeTime(postmaster) - database),
        };
        foreach (var (name, time) in shares) Console.WriteLine($"{name,-32} {time / elapsed:P2} of one core");
        Console.WriteLine($"{"together",-32} {shares.Sum(share => share.Item2 / elapsed):P2} of one core (promised: under 6 %)");
    }

    private static async Task WaitAsync(TimeSpan span)
    {
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync();
    }

    private static async Task<int> PostmasterAsync(Service service) =>
        Processes.ParentOf(await service.Database.ScalarAsync<int>("select pg_backend_pid()"));

    private static class Processes
    {
        private const double TicksPerSecond = 100;

        public static int ParentOf(int id) => int.Parse(Fields(id)[1], CultureInfo.InvariantCulture);

        /// <summary>User and system time of a process, its children and the children it has buried.</summary>
        public static TimeSpan TreeTime(int root)
        {
            var ticks = OwnAndBuried(root);
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(folder), out var id) || !File.Exists($"{folder}/stat")) continue;
                if (ParentOf(id) == root) ticks += OwnAndBuried(id);
            }

            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }

        // proc(5): fields 14 to 17 are utime, stime, cutime and cstime; these are counted from behind the name.
        private static double OwnAndBuried(int id) =>
            Fields(id)[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));

        private static string[] Fields(int id)
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
    }
}
