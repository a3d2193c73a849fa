using ParseWorker.Core.Documents;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Jobs;

namespace ParseWorker.Worker.Tests.Jobs;

public sealed class ParseOutcomesTests
{
    private static readonly EngineMessage Finished = new EngineMessage.Finished(4);
    private static readonly EngineMessage Stopped = new EngineMessage.Stopped();
    private static readonly EngineMessage Damaged = Refused(ParseErrorCodes.DocumentCorrupt);
    private static readonly EngineMessage Fault = Refused(ParseErrorCodes.InternalError);
    private static readonly Exception Crash = new EngineCrashedException("crash");
    private static readonly Exception NoHost = new EngineNotStartedException("no host");
    private static readonly Exception Memory = new EngineOutOfMemoryException("memory");
    private static readonly Exception Killed = new EngineKilledException("killed");
    private static readonly Exception Fence = new FenceLostException();
    private static readonly Exception Interrupted = new OperationCanceledException("interrupted");
    private static readonly Exception Limit = new DocumentLimitException(new ParseError(ParseErrorCodes.TooManyPages, "too many"));
    private static readonly Exception Disk = new WorkFolderException("/tmp", new IOException("disk full"));

    private const CancelReason None = CancelReason.None;
    private const CancelReason User = CancelReason.UserRequest;
    private const CancelReason Drain = CancelReason.Shutdown;
    private const CancelReason Late = CancelReason.Timeout;
    private const CancelReason Lost = CancelReason.LeaseLost;
    private const CancelReason Gone = CancelReason.Gone;

    private static readonly (string Case, Exception? Failure, CancelReason Reason, EngineMessage? Ending, string Outcome)[] Table =
    [
        // Nobody asked it to stop.
        ("finished", null, None, Finished, "Completed 4"),
        ("refused", null, None, Damaged, "Failed document_corrupt"),
        ("fault of the engine", null, None, Fault, "Retried internal_error"),
        ("crash", Crash, None, null, "Retried engine_crashed"),
        ("memory", Memory, None, null, "Retried engine_out_of_memory"),
        ("no host", NoHost, None, null, "HandedBack HostNotStarted"),
        ("limit", Limit, None, null, "Failed too_many_pages"),
        ("stopped by itself", null, None, Stopped, "Retried internal_error"),
        ("killed for nothing", Killed, None, null, "Retried internal_error"),
        ("cancelled by nobody", Interrupted, None, null, "Retried internal_error"),
        ("disk full", Disk, None, null, "HandedBack NoRoomOnDisk"),
        ("bucket away", new ObjectStoreException("It does not answer."), None, null, "HandedBack BucketUnavailable"),
        ("damaged in the bucket", new InvalidDataException("Other bytes."), None, null, "Retried internal_error"),
        ("file system's fault", new IOException("cut off"), None, null, "Retried internal_error"),
        ("fence", Fence, None, null, "Abandoned LeaseLost"),

        // A user asked: whatever came of it.
        ("cancel, stopped", null, User, Stopped, "Cancelled"),
        ("cancel, killed", Killed, User, null, "Cancelled forced"),
        ("cancel, finished", null, User, Finished, "Cancelled"),
        ("cancel, refused", null, User, Damaged, "Cancelled"),
        ("cancel, crash", Crash, User, null, "Cancelled"),
        ("cancel, before the engine", Interrupted, User, null, "Cancelled"),
        ("cancel, no host", NoHost, User, null, "Cancelled"),
        ("cancel, limit", Limit, User, null, "Cancelled"),
        ("cancel, fence", Fence, User, null, "Abandoned LeaseLost"),

        // The worker stops.
        ("drain, stopped", null, Drain, Stopped, "HandedBack"),
        ("drain, killed", Killed, Drain, null, "HandedBack"),
        ("drain, crash", Crash, Drain, null, "HandedBack"),
        ("drain, no host", NoHost, Drain, null, "HandedBack"),
        ("drain, fault", null, Drain, Fault, "HandedBack"),
        ("drain, before the engine", Interrupted, Drain, null, "HandedBack"),
        ("drain, finished", null, Drain, Finished, "Completed 4"),
        ("drain, refused", null, Drain, Damaged, "Failed document_corrupt"),
        ("drain, limit", Limit, Drain, null, "Failed too_many_pages"),
        ("drain, fence", Fence, Drain, null, "Abandoned LeaseLost"),

        // Out of time.
        ("timeout, stopped", null, Late, Stopped, "Failed timeout"),
        ("timeout, killed", Killed, Late, null, "Failed timeout"),
        ("timeout, no host yet", NoHost, Late, null, "HandedBack HostNotStarted"),
        ("timeout, finished", null, Late, Finished, "Completed 4"),

        // The lease may be gone; the fence decides.
        ("lease, stopped", null, Lost, Stopped, "HandedBack"),
        ("lease, killed", Killed, Lost, null, "HandedBack"),
        ("lease, finished", null, Lost, Finished, "Completed 4"),
        ("lease, disk", Disk, Lost, null, "HandedBack"),
        ("lease, fence", Fence, Lost, null, "Abandoned LeaseLost"),

        // Deleted.
        ("gone, stopped", null, Gone, Stopped, "Abandoned Gone"),
        ("gone, finished", null, Gone, Finished, "Abandoned Gone"),
        ("gone, fence", Fence, Gone, null, "Abandoned Gone"),
    ];

    public static TheoryData<string> Cases() => [.. Table.Select(row => row.Case)];

    [Theory, MemberData(nameof(Cases))]
    public void Decide_Case_IsItsOutcome(string name)
    {
        var row = Table.Single(row => row.Case == name);

        var outcome = ParseOutcomes.Decide(row.Failure, row.Reason, row.Ending, creditsPerPage: 0.2m);

        Assert.Equal(row.Outcome, Spell(outcome));
    }

    [Fact]
    public void Decide_Finished_CostsPagesTimesRate() =>
        Assert.Equal(new ParseOutcome.Completed(4, 0.8m), ParseOutcomes.Decide(null, None, Finished, creditsPerPage: 0.2m));

    [Fact]
    public void Decide_Refused_KeepsTheEnginesError() =>
        Assert.Equal("The document said so.",
            Assert.IsType<ParseOutcome.Failed>(ParseOutcomes.Decide(null, None, Damaged, 0)).Error.Message);

    // One place says what to do about an error.
    [Fact]
    public void Decide_ErrorOfTheWorkersOwn_EndsWithTheAdviceOfItsRow()
    {
        ParseOutcome[] outcomes =
        [
            ParseOutcomes.Decide(null, Late, Stopped, 0), ParseOutcomes.Decide(Crash, None, null, 0),
            ParseOutcomes.Decide(Memory, None, null, 0), ParseOutcomes.Decide(Interrupted, None, null, 0),
        ];

        var errors = outcomes.Select(outcome =>
            outcome is ParseOutcome.Retried retried ? retried.Error : Assert.IsType<ParseOutcome.Failed>(outcome).Error).ToList();
        Assert.Equal(
            [ParseErrorCodes.Timeout, ParseErrorCodes.EngineCrashed, ParseErrorCodes.EngineOutOfMemory, ParseErrorCodes.InternalError],
            errors.Select(error => error.Code));
        Assert.All(errors, error => Assert.EndsWith(". " + ParseErrorTable.Of(error.Code).Advice, error.Message, StringComparison.Ordinal));
    }

    private static EngineMessage.Refused Refused(string code) => new EngineMessage.Refused(new ParseError(code, "The document said so."));

    private static string Spell(ParseOutcome outcome) => outcome switch
    {
        ParseOutcome.Completed completed => $"Completed {completed.PageCount}",
        ParseOutcome.Failed failed => $"Failed {failed.Error.Code}",
        ParseOutcome.Retried retried => $"Retried {retried.Error.Code}",
        ParseOutcome.Cancelled cancelled => cancelled.Forced ? "Cancelled forced" : "Cancelled",
        ParseOutcome.HandedBack back => back.Cause == HandBackCause.WorkerStops ? "HandedBack" : $"HandedBack {back.Cause}",
        ParseOutcome.Abandoned abandoned => $"Abandoned {abandoned.Reason}",
        _ => outcome.GetType().Name,
    };
}
