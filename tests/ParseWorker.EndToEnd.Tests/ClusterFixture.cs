using System.Diagnostics;
using ParseWorker.Testing;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>The service on a PostgreSQL server of its own, which a test may stop, restart or starve.</summary>
public sealed class ClusterFixture : ServiceFixture
{
    /// <summary>Well over what clocks and a shutdown can differ by.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>After an outage a worker has this long to connect and to hand back, on a machine that may be busy.</summary>
    protected override TimeSpan LeaseOfWorkers => 3 * Lease;

    public TestCluster Cluster { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await Cluster.InitializeAsync();
        Database = TestDatabase.On(Cluster.Server);
        await base.InitializeAsync();
    }

    /// <summary>Restarts it as a crash would.</summary>
    public async Task CrashAndRestartAsync()
    {
        await Cluster.CrashAndRestartAsync();
        Database.Source.Clear();
    }

    /// <summary>Cuts everybody off, and takes them back when <paramref name="meanwhile"/> is done.</summary>
    public async Task BeAwayAsync(Func<Task> meanwhile)
    {
        await Cluster.StopAsync();
        try
        {
            await meanwhile();
        }
        finally
        {
            await Cluster.StartAsync();
            Database.Source.Clear();
        }
    }

    /// <summary>Cuts everybody off until no lease that was granted before can still run.</summary>
    public Task BeAwayPastEveryLeaseAsync(Func<Task> meanwhile) => BeAwayAsync(async () =>
    {
        var gone = Stopwatch.GetTimestamp();
        await meanwhile();
        await Eventually.IsTrueAsync(() => Stopwatch.GetElapsedTime(gone) > LeaseOfWorkers + Margin);
    });

    /// <summary>
    /// Lets a table have no disk while <paramref name="meanwhile"/> runs. It must be empty, so everything is deleted first.
    /// </summary>
    public async Task BeFullAsync(string table, Func<Task> meanwhile)
    {
        await Database.ExecuteAsync("truncate parseworker.parses, parseworker.files, parseworker.blobs cascade");
        var file = await Database.ScalarAsync<string>("select pg_relation_filepath($1)", table);
        await Cluster.FillDiskAsync(file);
        await EndSessionsAsync();
        try
        {
            await meanwhile();
        }
        finally
        {
            await Cluster.FreeDiskAsync(file);
            await EndSessionsAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    /// <summary>A session keeps the file that it opened; the last one to go is this one.</summary>
    private async Task EndSessionsAsync()
    {
        await Database.ScalarAsync<long>(
            "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where datname = current_database() and pid <> "
            + "pg_backend_pid()");
        Database.Source.Clear();
    }
}
