using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

public sealed class MachineGuardTests
{
    private static readonly ParseOutcome Crash = new ParseOutcome.Retried(new ParseError(ParseErrorCodes.EngineCrashed, "It died."));
    private static readonly ParseOutcome Success = new ParseOutcome.Completed(1, 1);

    private static readonly ParseOutcome NoHost = new ParseOutcome.HandedBack(HandBackCause.HostNotStarted);

    private readonly FakeTimeProvider _time = new();
    private readonly MachineGuard _guard;
    private int _trips;

    public MachineGuardTests()
    {
        _guard = new MachineGuard(Options.Create(new EngineOptions()), _time, new RecordedLog().For<MachineGuard>());
        _guard.Tripped += () => _trips++;
    }

    [Fact]
    public void AwaitFirstLook_AllIsWell_ClaimsFromThenOn()
    {
        _guard.AwaitFirstLook();
        Assert.Equal((false, true, false), (_guard.MayClaim, _guard.IsLookDue, _guard.FirstFit.IsCompleted));

        _guard.Looked(MachineFault.None);

        Assert.Equal((true, true, 0), (_guard.MayClaim, _guard.FirstFit.IsCompleted, _trips));
    }

    [Fact]
    public void AwaitFirstLook_NoHostStarts_WaitsForOneAndSaysWhy()
    {
        _guard.AwaitFirstLook();

        _guard.Looked(MachineFault.HostsDoNotStart);
        Assert.Equal((MachineFault.HostsDoNotStart, false, false), (_guard.Fault, _guard.IsLookDue, _guard.FirstFit.IsCompleted));

        _time.Advance(TimeSpan.FromSeconds(1));
        _guard.Looked(MachineFault.None);
        Assert.Equal((true, true), (_guard.MayClaim, _guard.FirstFit.IsCompleted));
    }

    [Fact]
    public void Observe_FourCrashes_ClaimsOn()
    {
        Observe(4, Crash);

        Assert.Equal((true, false, 0), (_guard.MayClaim, _guard.IsSuspicious, _trips));
    }

    [Theory]
    [InlineData(ParseErrorCodes.EngineCrashed)]
    [InlineData(ParseErrorCodes.EngineOutOfMemory)]
    public void Observe_FiveParsesInARow_IsSuspiciousUntilALookTellsWhoseFaultItIs(string code)
    {
        var crash = new ParseOutcome.Retried(new ParseError(code, "It died."));
        Observe(5, crash);
        Assert.Equal((true, true, 0), (_guard.MayClaim, _guard.IsSuspicious, _trips));

        _guard.Looked(MachineFault.None);
        Assert.Equal((true, false, 0), (_guard.MayClaim, _guard.IsSuspicious, _trips));

        Observe(4, crash);
        Assert.False(_guard.IsSuspicious);
        Observe(1, crash);
        _guard.Looked(MachineFault.EnginesCrash);
        Assert.Equal((MachineFault.EnginesCrash, false, true, 1), (_guard.Fault, _guard.IsSuspicious, _guard.NeedsProof, _trips));
    }

    [Fact]
    public void Observe_OneParseFiveTimes_IsThatDocumentsFault()
    {
        var id = MonitorHarness.NewId();
        for (var i = 0; i < 5; i++) _guard.Observe(id, Crash);

        Assert.False(_guard.IsSuspicious);
    }

    // Whoever sends URLs that lead nowhere must not keep a broken machine in work.
    [Fact]
    public void Observe_FetchThatFailedBetween_ProvesNothing()
    {
        Observe(4, Crash);
        Observe(1, new ParseOutcome.Failed(new ParseError(ParseErrorCodes.RemoteStatus, "It is not there.")));
        Observe(1, Crash);

        Assert.True(_guard.IsSuspicious);
    }

    // Whichever the document: the next one would meet the same.
    [Theory, InlineData("NoRoomOnDisk"), InlineData("BucketUnavailable")]
    public void Observe_WhatEveryDocumentMeets_StopsClaimingUntilALookFindsItGone(string lacking)
    {
        Observe(3, new ParseOutcome.HandedBack(Enum.Parse<HandBackCause>(lacking)));
        Assert.Equal((Enum.Parse<MachineFault>(lacking), 1, false), (_guard.Fault, _trips, _guard.IsLookDue));

        // Those that ran beside the first one did not lengthen the pause.
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_guard.IsLookDue);
        _guard.Looked(MachineFault.None);
        Assert.True(_guard.MayClaim);
    }

    [Fact]
    public void Observe_SuccessBetween_StartsAnew()
    {
        Observe(5, Crash);
        Observe(1, Success);
        Assert.False(_guard.IsSuspicious);
        Observe(4, Crash);

        Assert.False(_guard.IsSuspicious);
    }

    [Fact]
    public void Observe_HandBackOrCancelBetween_ProvesNothing()
    {
        Observe(4, Crash);
        Observe(1, new ParseOutcome.HandedBack());
        Observe(1, new ParseOutcome.Cancelled(Forced: true));
        Observe(1, Crash);

        Assert.True(_guard.IsSuspicious);
    }

    [Fact]
    public void Looked_HostsReadAgainAfterThePause_IsAsUsualAgain()
    {
        StopForCrashes();
        Assert.False(_guard.IsLookDue);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((false, true), (_guard.MayClaim, _guard.IsLookDue)); // it says so as long as it claims nothing

        _guard.Looked(MachineFault.None);
        Observe(4, Crash);

        Assert.Equal((true, false), (_guard.MayClaim, _guard.IsSuspicious));
    }

    // A full disk is no proof, and neither is one that has room again.
    [Fact]
    public void Looked_AnotherFaultCameAndWent_StillNeedsTheProof()
    {
        Observe(5, Crash);
        _guard.Looked(MachineFault.NoRoomOnDisk);
        Assert.Equal((false, true), (_guard.IsSuspicious, _guard.NeedsProof));
        _time.Advance(TimeSpan.FromSeconds(1));

        _guard.Looked(MachineFault.EnginesCrash);
        Assert.True(_guard.NeedsProof);
        _time.Advance(TimeSpan.FromMinutes(1));
        _guard.Looked(MachineFault.None);

        Assert.Equal((true, false), (_guard.MayClaim, _guard.NeedsProof));
    }

    // One that was under way before.
    [Fact]
    public void Observe_SuccessWhileItClaimsNothing_ProvesTheMachine()
    {
        StopForCrashes();

        Observe(1, Success);

        Assert.True(_guard.MayClaim);
    }

    [Fact]
    public void Observe_OneParseFindsNoHostFiveTimes_StopsClaimingUntilALookFindsOne()
    {
        var id = MonitorHarness.NewId();
        for (var i = 0; i < 5; i++) _guard.Observe(id, NoHost);
        Assert.Equal((MachineFault.HostsDoNotStart, 1), (_guard.Fault, _trips));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(_guard.MayClaim);
        _guard.Looked(MachineFault.None);

        Assert.True(_guard.MayClaim);
    }

    [Fact]
    public void Observe_NoHostAfterALookFoundOne_OneIsEnough()
    {
        Observe(5, NoHost);
        _time.Advance(TimeSpan.FromSeconds(1));
        _guard.Looked(MachineFault.None);

        Observe(1, NoHost);

        Assert.Equal((false, 2), (_guard.MayClaim, _trips));
    }

    [Fact]
    public void Looked_NoHostAgainAndAgain_WaitsLongerEachTimeUpToThePause()
    {
        Observe(5, NoHost);
        List<int> pauses = [];
        for (var i = 0; i < 8; i++)
        {
            pauses.Add(SecondsToTheNextLook());
            _guard.Looked(MachineFault.HostsDoNotStart);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses);
    }

    [Fact]
    public void Observe_DocumentGoesThroughBetween_CountsStartsAnew()
    {
        Observe(4, NoHost);
        Observe(1, Success);
        Observe(4, NoHost);

        Assert.True(_guard.MayClaim);
    }

    [Fact]
    public void Looked_BeforeThePauseIsOver_ItGoesOn()
    {
        StopForCrashes();

        _guard.Looked(MachineFault.None);

        Assert.Equal(MachineFault.EnginesCrash, _guard.Fault);
    }

    [Fact]
    public void Observe_NoHostForAttemptsThatWereUnderWay_NeitherShortensNorLengthensThePause()
    {
        StopForCrashes();
        Observe(8, NoHost);
        Assert.Equal(MachineFault.EnginesCrash, _guard.Fault);
        Assert.Equal(1, SecondsToTheNextLook());
        _guard.Looked(MachineFault.HostsDoNotStart);

        Observe(8, NoHost);

        Assert.Equal((MachineFault.HostsDoNotStart, 2), (_guard.Fault, SecondsToTheNextLook()));
    }

    [Fact]
    public void Observe_ParseThatNoEngineIsThereFor_ProvesNothing()
    {
        Observe(4, NoHost);
        Observe(1, new ParseOutcome.Failed(new ParseError(ParseErrorCodes.ModelNotConfigured, "Unknown here.")));
        Observe(1, NoHost);

        Assert.False(_guard.MayClaim);
    }

    private void StopForCrashes()
    {
        Observe(5, Crash);
        _guard.Looked(MachineFault.EnginesCrash);
    }

    private int SecondsToTheNextLook()
    {
        var seconds = 0;
        for (; !_guard.IsLookDue; seconds++) _time.Advance(TimeSpan.FromSeconds(1));
        return seconds;
    }

    private void Observe(int parses, ParseOutcome outcome)
    {
        for (var i = 0; i < parses; i++) _guard.Observe(MonitorHarness.NewId(), outcome);
    }
}
