using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Api.Dashboard;
using ParseWorker.Api.Dashboard.Load;
using ParseWorker.Core.Operators;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

/// <summary>The figures stand beside pages and buttons, and neither may depend on them.</summary>
public sealed class LoadReaderTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly IOperatorQueries _queries = Substitute.For<IOperatorQueries>();
    private readonly LoadReader _reader;

    public LoadReaderTests() => _reader = new LoadReader(_queries, _time, NullLogger<LoadReader>.Instance);

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task Read_ThatFails_IsNoneAndIsNotTriedForTwoSeconds()
    {
        _queries.ReadLoadAsync(Arg.Any<CancellationToken>()).Returns(
            Task.FromException<ParseLoad>(new InvalidOperationException("It is broken.")));

        Assert.Null(await _reader.ReadAsync(CancellationToken.None));
        Assert.Null(await _reader.ReadAsync(CancellationToken.None));
        Assert.Equal(1, Reads);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await _reader.ReadAsync(CancellationToken.None));
        Assert.Equal(2, Reads);
    }

    [Fact]
    public async Task Read_ThatHangs_IsGivenUpAfterTwoSeconds()
    {
        _queries.ReadLoadAsync(Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<ParseLoad>().Task);
        var reading = _reader.ReadAsync(CancellationToken.None);
        Assert.False(reading.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await reading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Read_WhoseAskerGoesAway_IsNoFailure()
    {
        _queries.ReadLoadAsync(Arg.Any<CancellationToken>()).Returns(
            new TaskCompletionSource<ParseLoad>().Task, Task.FromResult(new ParseLoad(1, 0, 0, 0, null)));
        using var gone = new CancellationTokenSource();
        var reading = _reader.ReadAsync(gone.Token);
        await Eventually.IsTrueAsync(() => Reads == 1);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.NotNull(await _reader.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("GET", "/hangfire/parses", 1)]
    [InlineData("GET", "/hangfire/parses?live=1", 0)]
    [InlineData("POST", "/hangfire/stats", 1)]
    [InlineData("POST", "/hangfire/parses/prs_00000000000000000000000000/cancel", 0)]
    public async Task Prepare_OfWhatShowsNoFigures_ReadsNone(string method, string path, int reads)
    {
        await using var services = new ServiceCollection().AddSingleton(_reader).BuildServiceProvider();
        var address = new Uri(new Uri("http://localhost"), path);
        var context = new DefaultHttpContext
        {
            RequestServices = services,
            Request = { Method = method, Path = address.AbsolutePath, QueryString = new QueryString(address.Query) },
        };

        await DashboardPages.PrepareAsync(context);

        Assert.Equal(reads, Reads);
    }

    private int Reads => _queries.ReceivedCalls().Count();
}
