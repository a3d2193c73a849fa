using Npgsql;
using ParseWorker.Testing;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>The service on a primary and its standby, of which it is told both and not which is which.</summary>
public sealed class StandbyFixture : ServiceFixture
{
    private readonly TestCluster _primary = new();
    private TestCluster? _standby;

    /// <summary>A failover takes a moment, on a machine that may be busy.</summary>
    protected override TimeSpan LeaseOfWorkers => 3 * Lease;

    /// <summary>The standby first: whoever took the first that answers could write nothing.</summary>
    protected override string ConnectionString => new NpgsqlConnectionStringBuilder(Database.ConnectionString)
    {
        Host = $"{_standby!.Place},{_primary.Place}",
    }.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        await _primary.InitializeAsync();
        _standby = await _primary.StartStandbyAsync();
        Database = TestDatabase.On(_primary.Server);
        await base.InitializeAsync();
    }

    /// <summary>The primary dies as by a power cut, and the standby takes its place, as those who run both have it do.</summary>
    public async Task FailOverAsync()
    {
        await _primary.StopAsync();
        await _standby!.PromoteAsync();
        await Database.MoveToAsync(_standby.Server);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_standby is not null) await _standby.DisposeAsync();
        await _primary.DisposeAsync();
    }
}
