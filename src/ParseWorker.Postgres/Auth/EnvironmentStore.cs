using ParseWorker.Core.Auth;

namespace ParseWorker.Postgres.Auth;

/// <summary>Environments' weights; one that was never weighed has no row.</summary>
internal sealed class EnvironmentStore(Databases databases) : IEnvironmentStore
{
    public Task<IReadOnlyList<EnvironmentShare>> ListAsync(CancellationToken token) =>
        databases.QueryAsync<EnvironmentShare>(Sql.ListEnvironments, null, token);

    public async Task<EnvironmentShare> WeighAsync(string name, int weight, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<EnvironmentShare>(Sql.WeighEnvironment, new { name, weight }, token))!;
}
