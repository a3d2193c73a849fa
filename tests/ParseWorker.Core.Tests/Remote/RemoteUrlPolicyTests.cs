using Microsoft.Extensions.Options;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Remote;

namespace ParseWorker.Core.Tests.Remote;

public sealed class RemoteUrlPolicyTests
{
    private const string Hosts = "files.example.com, *.bucket.example.org, cache.example.com:8443, 93.184.216.34";

    [Theory]
    [InlineData("https://files.example.com/a.pdf?signature=a,b")]
    [InlineData("http://files.example.com/a.pdf")]
    [InlineData("HTTPS://FILES.EXAMPLE.COM:443/a.pdf")]
    [InlineData("https://files.example.com./a.pdf")]
    [InlineData("https://one.bucket.example.org/a.pdf")]
    [InlineData("https://one.two.bucket.example.org/a.pdf")]
    [InlineData("https://cache.example.com:8443/a.pdf")]
    [InlineData("http://93.184.216.34/a.pdf")]
    public void Refuse_AnAllowedHost_IsNothing(string url) => Assert.Null(Policy().Refuse(url));

    [Theory]
    [InlineData("https://example.com/a.pdf")]
    [InlineData("https://evil-files.example.com/a.pdf")]
    [InlineData("https://files.example.com.evil.example/a.pdf")]
    [InlineData("https://files.example.com:8080/a.pdf")]
    [InlineData("https://bucket.example.org/a.pdf")]
    [InlineData("https://evilbucket.example.org/a.pdf")]
    [InlineData("https://cache.example.com/a.pdf")]
    [InlineData("http://localhost/a.pdf")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/")]
    public void Refuse_AnotherHost_NamesTheRule(string url)
    {
        var error = Policy().Refuse(url);

        Assert.Equal(ParseErrorCodes.RemoteHostNotAllowed, error?.Code);
        Assert.DoesNotContain("a.pdf", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://files.example.com/a.pdf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user@files.example.com/a.pdf")]
    [InlineData("https://user:password@files.example.com/a.pdf")]
    [InlineData("https://")]
    [InlineData("files.example.com/a.pdf")]
    public void Refuse_WhatIsNoPlainUrl_NamesTheRule(string url) =>
        Assert.Equal(ParseErrorCodes.RemoteUrlInvalid, Policy().Refuse(url)?.Code);

    [Fact]
    public void Refuse_ALongUrl_HasALimit()
    {
        var start = "https://files.example.com/";

        Assert.Null(Policy().Refuse(start + new string('a', RemoteUrlPolicy.LongestUrl - start.Length)));
        Assert.Equal(ParseErrorCodes.RemoteUrlInvalid, Policy().Refuse(start + new string('a', RemoteUrlPolicy.LongestUrl))?.Code);
    }

    [Fact]
    public void IsOn_WithoutHosts_IsFalse()
    {
        Assert.False(Policy("").IsOn);
        Assert.True(Policy().IsOn);
    }

    [Theory]
    [InlineData("https://files.example.com")]
    [InlineData("*")]
    [InlineData("files.example.com:0")]
    [InlineData("files.example.com/path")]
    public void Validate_WhatIsNoHost_IsRefusedWithASentence(string hosts)
    {
        var result = new RemoteDocumentOptionsValidator().Validate(null, new RemoteDocumentOptions { AllowedHosts = hosts });

        Assert.True(result.Failed);
        Assert.Contains("RemoteDocuments__AllowedHosts", result.FailureMessage, StringComparison.Ordinal);
    }

    private static RemoteUrlPolicy Policy(string hosts = Hosts) => new(Options.Create(new RemoteDocumentOptions { AllowedHosts = hosts }));
}
