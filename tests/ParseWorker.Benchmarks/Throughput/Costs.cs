namespace ParseWorker.Benchmarks.Throughput;

/// <summary>What the service's processes have had of the processors so far, and how often its database has committed.</summary>
internal sealed record Costs(
    TimeSpan Postgres = default, TimeSpan Api = default, TimeSpan Worker = default, long Commits = 0)
{
    public static async Task<Costs> ReadAsync(Service service)
    {
        // Another session counts its commits up to a second after they were made.
        await service.Database.ExecuteAsync("select pg_sleep(1.1)");
        var session = await service.Database.ScalarAsync<int>("select pg_backend_pid()");
        return new Costs(
            ProcessCost.TreeCpu(ProcessCost.ParentOf(session)),
            service.Api.ProcessorTime,
            ProcessCost.TreeCpu(service.Worker.Id),
            await service.Database.ScalarAsync<long>("select xact_commit from pg_stat_database where datname = current_database()"));
    }

    public static Costs operator +(Costs one, Costs other) => new(
        one.Postgres + other.Postgres,
        one.Api + other.Api,
        one.Worker + other.Worker,
        one.Commits + other.Commits);

    public static Costs operator -(Costs one, Costs other) => new(
        one.Postgres - other.Postgres,
        one.Api - other.Api,
        one.Worker - other.Worker,
        one.Commits - other.Commits);

    public void Print(int parses)
    {
        double Each(TimeSpan time) => time.TotalMilliseconds / parses;
        Console.WriteLine(
            $"processor time for a parse, in ms: PostgreSQL {Each(Postgres):F1}, API {Each(Api):F1}, "
            + $"worker with its engine hosts {Each(Worker):F1}; {(double)Commits / parses:F1} commits");
    }
}
