using System.Text;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Core.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    // The vector of Standard Webhooks' own libraries.
    [Fact]
    public void SignatureOf_StandardWebhooksOwnMessage_IsTheirs()
    {
        Assert.True(WebhookSecret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret));

        var signature = secret.SignatureOf("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void SignatureOf_AnythingElse_IsAnother()
    {
        Assert.True(WebhookSecret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret));
        string[] signatures =
        [
            secret.SignatureOf("msg_1", 1, "{}"u8), secret.SignatureOf("msg_2", 1, "{}"u8), secret.SignatureOf("msg_1", 2, "{}"u8),
            secret.SignatureOf("msg_1", 1, "{ }"u8), WebhookSecret.New().SignatureOf("msg_1", 1, "{}"u8),
        ];

        Assert.Distinct(signatures);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(64)]
    public void TryParse_ASecretOfAllowedLength_ReadsWhatWasRevealed(int length)
    {
        var revealed = new WebhookSecret(new byte[length]).Reveal();

        Assert.True(WebhookSecret.TryParse(revealed, out var secret));
        Assert.Equal((length, revealed), (secret.Bytes.Length, secret.Reveal()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_short")]
    [InlineData("whsec_***KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void TryParse_WhatIsNone_Fails(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Theory]
    [InlineData(23)]
    [InlineData(65)]
    [InlineData(4096)]
    public void TryParse_ASecretOfAnotherLength_Fails(int length) =>
        Assert.False(WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[length]), out _));

    [Fact]
    public void New_EachTime_IsAnotherOfThirtyTwoBytes()
    {
        var (one, another) = (WebhookSecret.New(), WebhookSecret.New());

        Assert.NotEqual(one.Reveal(), another.Reveal());
        Assert.Equal(32, one.Bytes.Length);
    }

    [Fact]
    public void ToString_ForALog_SaysNothing()
    {
        var secret = new WebhookSecret(Encoding.UTF8.GetBytes("twenty-four bytes secret"));

        Assert.Equal("whsec_…", $"{secret}");
    }
}
