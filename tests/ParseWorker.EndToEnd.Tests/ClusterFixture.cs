using ParseWorker.Testing;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>The service on a PostgreSQL server of its own, which a test may stop, restart or starve.</summary>
public sealed class ClusterFixture : ServiceFixture
{
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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
