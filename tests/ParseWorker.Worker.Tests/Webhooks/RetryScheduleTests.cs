using ParseWorker.Worker.Webhooks;

namespace ParseWorker.Worker.Tests.Webhooks;

public sealed class RetryScheduleTests
{
    [Fact]
    public void DelayAfter_EachFailure_GrowsOverThreeDays()
    {
        var delays = Enumerable.Range(1, RetrySchedule.Attempts).Select(failures => RetrySchedule.DelayAfter(failures)).ToList();

        Assert.Equal(10, delays.Count);
        Assert.Null(delays[^1]);
        Assert.Equal(delays[..^1].Order(), delays[..^1]);
        Assert.Equal(TimeSpan.FromSeconds(5), delays[0]);
        Assert.Equal(75.6, delays.Sum(delay => delay?.TotalHours ?? 0), 1);
    }

    [Theory]
    [InlineData(1, 3600, 3600)]
    [InlineData(1, 1, 5)]
    [InlineData(1, -10, 5)]
    [InlineData(1, 1_000_000, 86_400)]
    [InlineData(3, 60, 1800)]
    public void DelayAfter_WhatTheEndpointAskedFor_MayOnlyBeLonger(int failures, double asked, double delay) =>
        Assert.Equal(TimeSpan.FromSeconds(delay), RetrySchedule.DelayAfter(failures, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void DelayAfter_TheLastFailure_GivesUpWhateverIsAsked() => Assert.Null(RetrySchedule.DelayAfter(10, TimeSpan.FromSeconds(1)));
}
