using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Engines.Processes;

namespace ParseWorker.Worker.Tests.Engines.Attacks;

/// <summary>Engine hosts never run as root, and a worker that could start them no other way says so in one sentence.</summary>
public sealed class HostUserTests
{
    private static readonly Account Root = new(0, 0);
    private static readonly Account Worker = new(1000, 1000);

    private static readonly Dictionary<string, Account> Machine = new() { ["root"] = Root, ["worker"] = Worker, ["hosts"] = new(998, 997) };

    [Theory]
    [InlineData(null, "name a user for them in Engines__HostUser")]
    [InlineData("", "name a user for them in Engines__HostUser")]
    [InlineData("root", "must not run as root")]
    [InlineData("nobody-at-all", "useradd --system nobody-at-all")]
    [InlineData("hosts", null)]
    public void Judge_WorkerIsRoot_WantsAnotherUserForItsHosts(string? hostUser, string? problem) => AssertTold(problem, hostUser, Root);

    [Theory]
    [InlineData(null, null)]
    [InlineData("worker", null)]
    [InlineData("hosts", "leave it unset")]
    [InlineData("root", "must not run as root")]
    public void Judge_WorkerIsNotRoot_RunsHostsAsItself(string? hostUser, string? problem) => AssertTold(problem, hostUser, Worker);

    [Fact]
    public void Find_UserOfThisMachine_HasItsNumbers() => Assert.Equal(Root, Account.Find("root"));

    [Fact]
    public void Find_UserThatIsNotThere_IsNull() => Assert.Null(Account.Find("parseworker-nobody-at-all"));

    private static void AssertTold(string? problem, string? hostUser, Account own)
    {
        var told = HostUserMustExist.Judge(hostUser, own, Machine.GetValueOrDefault);

        if (problem is null) Assert.Null(told);
        else Assert.Contains(problem, told, StringComparison.Ordinal);
    }
}
