using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Tests.Dashboard.Operators;

/// <summary>Guessing is throttled by client and by account; whoever guesses at an account does not lock its owner out.</summary>
public sealed class OperatorRosterTests : IDisposable
{
    private const string Right = "correct horse battery";

    private static readonly string HashOfRight = PasswordHash.Of(Right).ToString();
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.2");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new();
    private readonly OperatorRoster _roster;

    public OperatorRosterTests() => _roster = Roster(("ann", Right, null), ("bob", Right, null));

    public void Dispose() => _roster.Dispose();

    [Fact]
    public async Task Check_OfAnAccountThatManyGuessAt_IsThrottledWhereverItComesFrom()
    {
        await GuessAtAsync("ann");

        Assert.Equal(GuessOutcome.Throttled, await _roster.CheckAsync("ann", Right, Elsewhere, Token));
        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("bob", Right, Elsewhere, Token));
        _time.Advance(GuessLimit.Window);
        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("ann", Right, Elsewhere, Token));
    }

    [Fact]
    public async Task Check_FromWhereTheOwnerSignedIn_IsNotLockedOutByOthers()
    {
        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("ann", Right, Home, Token));
        await GuessAtAsync("ann");

        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("ann", Right, Home, Token));
        Assert.Equal(GuessOutcome.Throttled, await _roster.CheckAsync("ann", Right, Elsewhere, Token));
    }

    [Fact]
    public async Task Check_FromAnAddressThatGuesses_IsThrottledForEveryAccount()
    {
        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("ann", Right, Home, Token));
        for (var guess = 0; guess < GuessLimit.MaxFailures; guess++) await _roster.CheckAsync("bob", "wrong", Home, Token);

        Assert.Equal(GuessOutcome.Throttled, await _roster.CheckAsync("ann", Right, Home, Token));
        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("bob", Right, Elsewhere, Token));
    }

    // Or the answer would tell which names are operators'.
    [Fact]
    public async Task Check_OfANameThatIsNobodys_IsThrottledAsAnOperatorsIs()
    {
        await GuessAtAsync("nobody");

        Assert.Equal(GuessOutcome.Throttled, await _roster.CheckAsync("nobody", "wrong", Elsewhere, Token));
        Assert.Equal(GuessOutcome.Wrong, await _roster.CheckAsync("nobody else", "wrong", Elsewhere, Token));
        Assert.Equal(GuessOutcome.Right, await _roster.CheckAsync("ann", Right, Elsewhere, Token));
    }

    // A hash takes long to try: all of them would be under way before the first is found to be wrong.
    [Fact]
    public async Task Check_ManyAtOnceAgainstAHash_EachIsCountedBeforeTheNext()
    {
        using var roster = Roster(("ann", null, HashOfRight));
        var guesses = Enumerable.Range(0, 4 * GuessLimit.MaxFailures)
            .Select(guess => Task.Run(() => roster.CheckAsync("ann", $"wrong {guess}", Home, Token), Token));

        var outcomes = await Task.WhenAll(guesses);

        Assert.Equal(GuessLimit.MaxFailures, outcomes.Count(outcome => outcome == GuessOutcome.Wrong));
    }

    [Fact]
    public async Task Check_AgainstAHash_TakesItsPasswordAlone()
    {
        using var roster = Roster(("ann", null, HashOfRight), ("bob", "another password", null));

        Assert.Equal(GuessOutcome.Wrong, await roster.CheckAsync("ann", "another password", Home, Token));
        Assert.Equal(GuessOutcome.Wrong, await roster.CheckAsync("bob", Right, Home, Token));
        Assert.Equal(GuessOutcome.Wrong, await roster.CheckAsync("nobody", Right, Home, Token));
        Assert.Equal(GuessOutcome.Wrong, await roster.CheckAsync("ann", HashOfRight, Home, Token));
        Assert.Equal(GuessOutcome.Right, await roster.CheckAsync("bob", "another password", Home, Token));
        for (var times = 0; times < 3; times++) Assert.Equal(GuessOutcome.Right, await roster.CheckAsync("ann", Right, Home, Token));
        Assert.Equal(GuessOutcome.Wrong, await roster.CheckAsync("ann", "wrong", Home, Token));
    }

    [Fact]
    public async Task IsCurrent_UnderAnotherHash_IsNot()
    {
        using var roster = Roster(("ann", null, HashOfRight));
        Assert.Equal(GuessOutcome.Right, await roster.CheckAsync("ann", Right, Home, Token));
        var ann = roster.Identify("cookie", "ann");

        Assert.True(roster.IsCurrent(ann));
        using var other = Roster(("ann", null, HashOfRight)); // in another process, where she has not signed in
        Assert.True(other.IsCurrent(ann));
        using var changed = Roster(("ann", null, PasswordHash.Of(Right).ToString()));
        Assert.False(changed.IsCurrent(ann));
    }

    private async Task GuessAtAsync(string user)
    {
        for (var guess = 0; guess < OperatorRoster.MostForAnAccount; guess++)
            Assert.Equal(GuessOutcome.Wrong, await _roster.CheckAsync(user, "wrong", Address(guess), Token));
    }

    private static IPAddress Address(int guess) => IPAddress.Parse($"198.51.100.{guess}");

    private OperatorRoster Roster(params (string Name, string? Password, string? Hash)[] operators)
    {
        var named = new NamedOperatorsOptions();
        foreach (var (name, password, hash) in operators)
            named.Add(name, new NamedOperatorOptions { Password = password, PasswordHash = hash });
        Assert.Empty(named.Problems());
        return new OperatorRoster(Options.Create(new OperatorOptions()), Options.Create(named), Options.Create(new OpenIdOptions()), _time);
    }
}
