using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

[Trait("Needs", "Time")]
public sealed class SlowSearchTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    public async ValueTask InitializeAsync() => await _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Search_ThatTakesTooLong_IsGivenUpWithASentence()
    {
        var slow = new EndlessSearch();
        await using var api = await ApiServer.StartAsync(
            _database, builder => builder.Configuration.AddInMemoryCollection([new("Dashboard:Password", DashboardFixture.Password)]),
            services => services.AddSingleton<IOperatorQueries>(slow));
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("operator:" + DashboardFixture.Password));

        var answer = await api.Anonymous.SendAsync(HttpMethod.Get, "/hangfire/parses", ("Authorization", "Basic " + basic));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("given up after 5 seconds", await ApiServer.TextAsync(answer), StringComparison.Ordinal);
        Assert.True(await slow.WasStopped.Task);
    }

    private sealed class EndlessSearch : IOperatorQueries
    {
        public TaskCompletionSource<bool> WasStopped { get; } = new();

        public async Task<FoundParses> SearchAsync(ParseSearch search, CancellationToken token)
        {
            var never = new TaskCompletionSource<FoundParses>();
            await using var stopped = token.Register(() => WasStopped.TrySetResult(never.TrySetCanceled(token)));
            return await never.Task;
        }

        public Task<SeenParse?> FindAsync(ParseId id, CancellationToken token) => Task.FromResult<SeenParse?>(null);

        public Task<IReadOnlyList<PageExcerpt>> ReadPagesAsync(
            ParseId id, int first, int last, int mostCharacters, CancellationToken token) =>
            Task.FromResult<IReadOnlyList<PageExcerpt>>([]);

        public Task<ParseLoad> ReadLoadAsync(CancellationToken token) => Task.FromResult(new ParseLoad(0, 0, 0, 0, null));

        public Task<QueueState> ReadQueuesAsync(CancellationToken token) => Task.FromResult(new QueueState([], 0));

        public Task<WorkersAtWork> ReadWorkersAsync(CancellationToken token) => Task.FromResult(new WorkersAtWork([], []));
    }
}
