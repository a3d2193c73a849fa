using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

public sealed class CrashGuardTests
{
    private static readonly ParseOutcome Crash = new ParseOutcome.Retried(new ParseError(ParseErrorCodes.EngineCrashed, "It died."));
    private static readonly ParseOutcome Success = new ParseOutcome.Completed(1, 1);

    private readonly FakeTimeProvider _time = new();
    private readonly CrashGuard _guard;
    private int _trips;

    public CrashGuardTests()
    {
        _guard = new CrashGuard(Options.Create(new EngineOptions()), _time, new RecordedLog().For<CrashGuard>());
        _guard.Tripped += () => _trips++;
    }

    [Fact]
    public void Observe_FourCrashes_ClaimsOn()
    {
        Observe(4, Crash);

        Assert.Equal((true, 0), (_guard.MayClaim, _trips));
    }

    [Theory]
    [InlineData(ParseErrorCodes.EngineCrashed)]
    [InlineData(ParseErrorCodes.EngineOutOfMemory)]
    public void Observe_FiveParsesInARow_StopsClaiming(string code)
    {
        Observe(5, new ParseOutcome.Retried(new ParseError(code, "It died.")));

        Assert.Equal((false, 1), (_guard.MayClaim, _trips));
    }

    [Fact]
    public void Observe_OneParseFiveTimes_IsThatDocumentsFault()
    {
        var id = MonitorHarness.NewId();
        for (var i = 0; i < 5; i++) _guard.Observe(id, Crash);

        Assert.True(_guard.MayClaim);
    }

    [Fact]
    public void Observe_SuccessBetween_StartsAnew()
    {
        Observe(4, Crash);
        Observe(1, Success);
        Observe(4, Crash);

        Assert.True(_guard.MayClaim);
    }

    [Fact]
    public void Observe_HandBackOrCancelBetween_ProvesNothing()
    {
        Observe(4, Crash);
        Observe(1, new ParseOutcome.HandedBack());
        Observe(1, new ParseOutcome.Cancelled(Forced: true));
        Observe(1, Crash);

        Assert.False(_guard.MayClaim);
    }

    [Fact]
    public void MayClaim_AfterThePause_OneMoreCrashIsEnough()
    {
        Observe(5, Crash);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_guard.MayClaim);

        Observe(1, Crash);

        Assert.Equal((false, 2), (_guard.MayClaim, _trips));
    }

    [Fact]
    public void MayClaim_SuccessAfterThePause_IsAsUsualAgain()
    {
        Observe(5, Crash);
        _time.Advance(TimeSpan.FromMinutes(1));
        Observe(1, Success);

        Observe(4, Crash);

        Assert.True(_guard.MayClaim);
    }

    private void Observe(int parses, ParseOutcome outcome)
    {
        for (var i = 0; i < parses; i++) _guard.Observe(MonitorHarness.NewId(), outcome);
    }
}
