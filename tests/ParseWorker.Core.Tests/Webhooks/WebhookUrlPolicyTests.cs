using Microsoft.Extensions.Options;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Core.Tests.Webhooks;

public sealed class WebhookUrlPolicyTests
{
    [Theory]
    [InlineData("https://hooks.example.com/a?b=c", true)]
    [InlineData("http://hooks.example.com/", true)]
    [InlineData("https://one.example.org:8443/", true)]
    [InlineData("https://example.org:8443/", false)]
    [InlineData("https://hooks.example.com:8443/", false)]
    [InlineData("https://hooks.example.com.evil.example/", false)]
    [InlineData("http://localhost/", false)]
    [InlineData("no url", false)]
    public void Allows_ByTheListOfHosts(string url, bool allowed) =>
        Assert.Equal(allowed, Policy("hooks.example.com, *.example.org:8443").Allows(url));

    [Fact]
    public void IsOn_WithoutHosts_IsFalseAndNothingIsAllowed()
    {
        var policy = Policy("");

        Assert.False(policy.IsOn);
        Assert.False(policy.Allows("https://hooks.example.com/"));
    }

    [Theory]
    [InlineData("https://hooks.example.com/a", null)]
    [InlineData("http://hooks.example.com/a", null)]
    [InlineData("ftp://hooks.example.com/a", "is neither http nor https")]
    [InlineData("https://user:password@hooks.example.com/", "carries a user name or password")]
    [InlineData("https://hooks.example.com/#part", "has a fragment, which is never sent")]
    [InlineData("https://hooks.example.com/\n", "holds control characters")]
    [InlineData("hooks.example.com", "cannot be read")]
    public void Fault_OfAUrl_NamesTheRule(string url, string? fault) => Assert.Equal(fault, WebhookUrlPolicy.Fault(url));

    [Fact]
    public void Fault_OfALongUrl_HasALimit() => Assert.NotNull(WebhookUrlPolicy.Fault("https://a/" + new string('a', 2048)));

    [Fact]
    public void Options_WithWhatIsNoHost_AreRefused()
    {
        var result = new WebhookOptionsValidator().Validate(null, new WebhookOptions { AllowedHosts = "hooks.example.com, http://a/" });

        Assert.Contains("'http://a/' is no host", result.FailureMessage, StringComparison.Ordinal);
    }

    private static WebhookUrlPolicy Policy(string hosts) => new(Options.Create(new WebhookOptions { AllowedHosts = hosts }));
}
