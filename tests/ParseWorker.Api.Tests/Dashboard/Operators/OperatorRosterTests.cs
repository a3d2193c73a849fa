using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Tests.Dashboard.Operators;

/// <summary>Guessing is throttled by client and by account; whoever guesses at an account does not lock its owner out.</summary>
public sealed class OperatorRosterTests
{
    private const string Right = "correct horse battery";

    private static readonly string HashOfRight = PasswordHash.Of(Right).ToString();
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider _time = new();
    private readonly OperatorRoster _roster;

    public OperatorRosterTests() => _roster = Roster(("ann", Right, null), ("bob", Right, null));

    [Fact]
    public void Check_OfAnAccountThatManyGuessAt_IsThrottledWhereverItComesFrom()
    {
        GuessAt("ann");

        Assert.Equal(GuessOutcome.Throttled, _roster.Check("ann", Right, Elsewhere));
        Assert.Equal(GuessOutcome.Right, _roster.Check("bob", Right, Elsewhere));
        _time.Advance(GuessLimit.Window);
        Assert.Equal(GuessOutcome.Right, _roster.Check("ann", Right, Elsewhere));
    }

    [Fact]
    public void Check_FromWhereTheOwnerSignedIn_IsNotLockedOutByOthers()
    {
        Assert.Equal(GuessOutcome.Right, _roster.Check("ann", Right, Home));
        GuessAt("ann");

        Assert.Equal(GuessOutcome.Right, _roster.Check("ann", Right, Home));
        Assert.Equal(GuessOutcome.Throttled, _roster.Check("ann", Right, Elsewhere));
    }

    [Fact]
    public void Check_FromAnAddressThatGuesses_IsThrottledForEveryAccount()
    {
        Assert.Equal(GuessOutcome.Right, _roster.Check("ann", Right, Home));
        for (var guess = 0; guess < GuessLimit.MaxFailures; guess++) _roster.Check("bob", "wrong", Home);

        Assert.Equal(GuessOutcome.Throttled, _roster.Check("ann", Right, Home));
        Assert.Equal(GuessOutcome.Right, _roster.Check("bob", Right, Elsewhere));
    }

    // As many names as somebody can think of are no way around it, and take nothing from those that are there.
    [Fact]
    public void Check_OfNamesThatAreNobodys_IsThrottledAsOneAccount()
    {
        for (var guess = 0; guess < OperatorRoster.MostForAnAccount; guess++)
            Assert.Equal(GuessOutcome.Wrong, _roster.Check($"nobody {guess}", "wrong", Address(guess)));

        Assert.Equal(GuessOutcome.Throttled, _roster.Check("nobody else", "wrong", Elsewhere));
        Assert.Equal(GuessOutcome.Right, _roster.Check("ann", Right, Elsewhere));
    }

    [Fact]
    public void Check_AgainstAHash_TakesItsPasswordAlone()
    {
        var roster = Roster(("ann", null, HashOfRight), ("bob", "another password", null));

        Assert.Equal(GuessOutcome.Wrong, roster.Check("ann", "another password", Home));
        Assert.Equal(GuessOutcome.Wrong, roster.Check("bob", Right, Home));
        Assert.Equal(GuessOutcome.Wrong, roster.Check("nobody", Right, Home));
        Assert.Equal(GuessOutcome.Wrong, roster.Check("ann", HashOfRight, Home));
        Assert.Equal(GuessOutcome.Right, roster.Check("bob", "another password", Home));
        for (var times = 0; times < 3; times++) Assert.Equal(GuessOutcome.Right, roster.Check("ann", Right, Home));
        Assert.Equal(GuessOutcome.Wrong, roster.Check("ann", "wrong", Home));
    }

    [Fact]
    public void IsCurrent_UnderAnotherHash_IsNot()
    {
        var roster = Roster(("ann", null, HashOfRight));
        Assert.Equal(GuessOutcome.Right, roster.Check("ann", Right, Home));
        var ann = roster.Identify("cookie", "ann");

        Assert.True(roster.IsCurrent(ann));
        Assert.True(Roster(("ann", null, HashOfRight)).IsCurrent(ann)); // in another process, where she has not signed in
        Assert.False(Roster(("ann", null, PasswordHash.Of(Right).ToString())).IsCurrent(ann));
    }

    private void GuessAt(string user)
    {
        for (var guess = 0; guess < OperatorRoster.MostForAnAccount; guess++)
            Assert.Equal(GuessOutcome.Wrong, _roster.Check(user, "wrong", Address(guess)));
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
