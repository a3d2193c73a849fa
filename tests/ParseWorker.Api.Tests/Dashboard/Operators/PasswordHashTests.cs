using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Tests.Dashboard.Operators;

public sealed class PasswordHashTests
{
    // PBKDF2 with HMAC-SHA-256, by OpenSSL: openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:'correct horse'
    // -kdfopt salt:0123456789abcdef -kdfopt iter:100000 -binary PBKDF2 | base64
    private const string OfAnotherProgram = "pbkdf2-sha256:100000:MDEyMzQ1Njc4OWFiY2RlZg==:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=";

    [Fact]
    public void Of_APassword_IsOfThatOneAndOnlyOfIt()
    {
        var hash = PasswordHash.Of("correct horse");

        Assert.True(hash.IsOf("correct horse"));
        Assert.False(hash.IsOf("correct horsf"));
        Assert.False(PasswordHash.OfNobody.IsOf(""));
    }

    [Fact]
    public void Of_TheSamePassword_HasASaltOfItsOwn() =>
        Assert.NotEqual(PasswordHash.Of("correct horse").ToString(), PasswordHash.Of("correct horse").ToString());

    [Fact]
    public void Parse_OfWhatWasWritten_IsTheSame()
    {
        var text = PasswordHash.Of("correct horse").ToString();

        Assert.Matches("^pbkdf2-sha256:600000:[A-Za-z0-9+/]{22}==:[A-Za-z0-9+/]{43}=$", text);
        Assert.Equal(text, PasswordHash.Parse(text)!.ToString());
        Assert.True(PasswordHash.Parse(text)!.IsOf("correct horse"));
    }

    [Fact]
    public void Parse_OfWhatAnotherProgramMade_IsOfItsPassword() =>
        Assert.True(PasswordHash.Parse(OfAnotherProgram)!.IsOf("correct horse"));

    [Theory]
    [InlineData("")]
    [InlineData("correct horse")]
    [InlineData("bcrypt:100000:MDEyMzQ1Njc4OWFiY2RlZg==:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=")]
    [InlineData("pbkdf2-sha256:99999:MDEyMzQ1Njc4OWFiY2RlZg==:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=")]
    [InlineData("pbkdf2-sha256:10000001:MDEyMzQ1Njc4OWFiY2RlZg==:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=")]
    [InlineData("pbkdf2-sha256:+100000:MDEyMzQ1Njc4OWFiY2RlZg==:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=")]
    [InlineData("pbkdf2-sha256:100000:MDEyMzQ1Njc4OWFiY2Rl:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=")]
    [InlineData("pbkdf2-sha256:100000:not base64 at all!:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=")]
    [InlineData("pbkdf2-sha256:100000:MDEyMzQ1Njc4OWFiY2RlZg==:MDEyMw==")]
    [InlineData("pbkdf2-sha256:100000:MDEyMzQ1Njc4OWFiY2RlZg==:WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM=:more")]
    public void Parse_OfAnythingElse_IsNone(string text) => Assert.Null(PasswordHash.Parse(text));
}
