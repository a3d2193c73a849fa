using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Hosting;

public sealed class DatabaseStateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory, InlineData("off", false), InlineData("on", true)]
    public async Task IsReadOnly_AsItsOperatorSetIt_SaysSo(string setting, bool expected)
    {
        var name = await database.ScalarAsync<string>("select current_database()::text");
        await database.ExecuteAsync($"alter database {name} set default_transaction_read_only = {setting}");

        // A setting of the database is for sessions that begin after it.
        await using var services = database.Services();
        var isReadOnly = await services.GetRequiredService<IDatabaseState>().IsReadOnlyAsync(CancellationToken.None);

        Assert.Equal(expected, isReadOnly);
    }
}
