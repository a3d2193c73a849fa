using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Core.Tests.Webhooks;

public sealed class MessageIdTests
{
    private static readonly ParseId Parse = ParseId.Parse("prs_01KB8YV0C4N2J7T6Q5Z3X9W8RM");

    [Fact]
    public void ToString_OfAnEvent_NamesItsParseAndNumberAndHasNoDot()
    {
        var text = new MessageId(Parse, 12).ToString();

        Assert.Equal("msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_12", text);
        Assert.True(MessageId.TryParse(text, out var read));
        Assert.Equal(new MessageId(Parse, 12), read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("msg_")]
    [InlineData("msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM")]
    [InlineData("msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_")]
    [InlineData("msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_012")]
    [InlineData("msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_-1")]
    [InlineData("msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_99999999999")]
    [InlineData("msg_short_1")]
    [InlineData("prs_01KB8YV0C4N2J7T6Q5Z3X9W8RM_1")]
    public void TryParse_WhatNeverWasOne_Fails(string? text) => Assert.False(MessageId.TryParse(text, out _));
}
