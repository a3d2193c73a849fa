using System.Net;
using System.Text;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>The path every user takes: post, poll, read, cancel.</summary>
public sealed class LifeOfAParseTests(ServiceFixture service) : IAsyncLifetime
{
    private WorkerProcess _worker = null!;

    public async ValueTask InitializeAsync() => _worker = await service.StartWorkerAsync();

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    [Fact]
    public async Task Create_InTheBackground_CompletesWithPagesAndText()
    {
        var created = await service.Client.CreateAsync(SampleDocuments.Pdf("First page.", "Second page."), "two.pdf");
        Assert.True(created.Status() is "queued" or "in_progress", created.Status());

        var ended = await service.Client.EndsAsync(created.Id());

        Assert.Equal("completed", ended.Status());
        Assert.Equal(["First page.", "Second page."], ended.Pages());
        Assert.Equal("First page.\n\nSecond page.", (string?)ended["output"]!["text"]);
        Assert.Equal(2, (int)ended["usage"]!["page_count"]!);
        Assert.Equal("created queued claimed completed", await service.EventsAsync(created.Id()));
    }

    [Fact]
    public async Task Create_InTheForeground_AnswersWithTheText()
    {
        var answer = await service.Client.PostAsync(Encoding.UTF8.GetBytes("Just text."), "a.txt", background: false);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Contains("Just text.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAScanInTheForeground_SaysNoTextLayer()
    {
        var answer = await service.Client.PostAsync(SampleDocuments.ScannedPdf(), "scan.pdf", background: false);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("no_text_layer", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WhileItRuns_EndsCancelledAndStaysSo()
    {
        var id = await service.StartParsingAsync(LongPdf.Bytes);

        await service.Client.CancelAsync(id);
        var cancelled = await service.Client.EndsAsync(id);

        Assert.Equal("cancelled", cancelled.Status());
        Assert.NotNull(cancelled["cancellation"]!["acknowledged_at"]);
        var again = await service.Client.CancelAsync(id);
        Assert.Equal(cancelled.ToJsonString(), again.ToJsonString());
        Assert.Equal(cancelled.ToJsonString(), (await service.Client.GetAsync(id)).ToJsonString());
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", await service.EventsAsync(id));
    }

    [Fact]
    public async Task Follow_FromTheCreateToTheCancel_HearsEveryEvent()
    {
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        var followed = service.Client.FollowAsync(id);

        await service.Client.CancelAsync(id);

        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", await followed);
        var partial = (await service.Client.SendAsync(HttpMethod.Get, $"v1/parses/{id}?include_partial=true")).Record();
        Assert.Equal((int)partial["cancellation"]!["pages_done"]!, partial.Pages().Count);
        Assert.NotEmpty(partial.Pages());
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_ChangesNothing()
    {
        var created = await service.Client.CreateAsync(Encoding.UTF8.GetBytes("Soon done."), "b.txt");
        var ended = await service.Client.EndsAsync(created.Id());

        var cancelled = await service.Client.CancelAsync(created.Id());

        Assert.Equal("completed", cancelled.Status());
        Assert.Equal(ended.ToJsonString(), cancelled.ToJsonString());
    }

    [Fact]
    public async Task ManyAtOnce_SomeCancelled_AllEndAsTheyMust()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            service.Client.CreateAsync(SampleDocuments.Pdf([.. Enumerable.Range(1, 40).Select(page => $"Document {n}, page {page}.")]),
                $"{n}.pdf")));
        var cancelled = created.Where((_, n) => n % 3 == 0).Select(Records.Id).ToList();
        var answers = await Task.WhenAll(cancelled.Select(service.Client.CancelAsync));

        foreach (var record in created)
        {
            var ended = await service.Client.EndsAsync(record.Id(), TimeSpan.FromSeconds(90));
            var answer = answers.FirstOrDefault(answer => answer.Id() == record.Id());
            if (answer is null || answer["cancellation"] is null) Assert.Equal("completed", ended.Status());
            else Assert.Equal("cancelled", ended.Status());
            if (ended.Status() == "completed") Assert.Equal(40, ended.Pages().Count);
        }

        await service.HistoriesAsync();
    }
}
