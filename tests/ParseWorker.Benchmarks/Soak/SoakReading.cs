using System.Globalization;

namespace ParseWorker.Benchmarks.Soak;

/// <summary>What the service holds at a moment.</summary>
/// <param name="ApiMb">Memory of the API, MiB resident.</param>
/// <param name="DatabaseMb">The whole database on disk, MiB.</param>
/// <param name="DeadRows">Rows of our tables that no one sees any more and that PostgreSQL has not yet cleared.</param>
/// <param name="LiveRows">The others.</param>
internal sealed record SoakReading(double ApiMb, double DatabaseMb, long DeadRows, long LiveRows)
{
    private const double Mb = 1024 * 1024;

    public static async Task<SoakReading> ReadAsync(Service service) => new(
        service.Api.ResidentBytes / Mb,
        await service.Database.ScalarAsync<long>("select pg_database_size(current_database())") / Mb,
        await CountAsync(service, "n_dead_tup"),
        await CountAsync(service, "n_live_tup"));

    /// <summary>Prints them side by side, and what a thousand parses take of the disk.</summary>
    public static void Print(IReadOnlyList<SoakReading> readings, int parses)
    {
        foreach (var at in readings) Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"API {at.ApiMb,5:F0} MiB   database {at.DatabaseMb,6:F0} MiB   rows {at.LiveRows,8} and {at.DeadRows,8} dead"));
        var grown = readings[^1].DatabaseMb - readings[0].DatabaseMb;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"the database grew by {1000 * grown / parses:F1} MiB per 1,000 parses, with retention of a minute"));
    }

    private static Task<long> CountAsync(Service service, string column) => service.Database.ScalarAsync<long>(
        $"select coalesce(sum({column}), 0)::bigint from pg_stat_user_tables where schemaname in ('parseworker', 'hangfire')");
}
