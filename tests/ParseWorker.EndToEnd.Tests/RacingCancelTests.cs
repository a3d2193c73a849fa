using System.Text;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>
/// A cancel arrives just when its parse is created, claimed or finished: whatever it was answered is what the parse ends as.
/// </summary>
public sealed class RacingCancelTests(ServiceFixture service)
{
    private const int Rounds = 120;
    private const int AtOnce = 6;

    [Fact]
    public async Task Cancel_AroundCreateClaimAndFinish_IsNeverContradicted()
    {
        await using var worker = await service.StartWorkerAsync(("Queue__PollInterval", "00:00:00.050"));
        var answers = new List<(string Id, bool Accepted)>();
        for (var round = 0; round < Rounds; round += AtOnce)
            answers.AddRange(await Task.WhenAll(Enumerable.Range(round, AtOnce).Select(RaceAsync)));

        var histories = await service.HistoriesAsync();
        foreach (var (id, accepted) in answers)
        {
            Assert.EndsWith(accepted ? " cancelled" : " completed", histories[id], StringComparison.Ordinal);
            Assert.DoesNotContain("claimed claimed", histories[id], StringComparison.Ordinal);
        }

        // A race that always ends the same way is none.
        Assert.Contains(answers, answer => answer.Accepted);
        Assert.Contains(answers, answer => !answer.Accepted);
        Assert.Contains(answers, answer => histories[answer.Id] == "created queued claimed cancel_requested cancel_observed cancelled");
    }

    /// <summary>
    /// The later the number in its row, the later the cancel: at once, after some reads, while it runs, or after the ending.
    /// </summary>
    private async Task<(string Id, bool Accepted)> RaceAsync(int number)
    {
        var runs = number % AtOnce == AtOnce - 2;
        var created = await service.Client.CreateAsync(runs ? LongPdf.Bytes : Encoding.UTF8.GetBytes($"Raced for, {number} of {Rounds}."),
            runs ? "race.pdf" : "race.txt");
        for (var reads = 0; !runs && reads < number % AtOnce * 8; reads++) await service.Client.GetAsync(created.Id());
        if (runs) await service.Client.BecomesAsync(created.Id(), TimeSpan.FromSeconds(60), "in_progress");
        if (number % AtOnce == AtOnce - 1) await service.Client.EndsAsync(created.Id());

        // Twice at the same moment: one of them is the first.
        var answers = await Task.WhenAll(service.Client.CancelAsync(created.Id()), service.Client.CancelAsync(created.Id()));
        Assert.Equal(answers[0]["cancellation"] is null, answers[1]["cancellation"] is null);
        return (created.Id(), answers[0]["cancellation"] is not null);
    }
}
