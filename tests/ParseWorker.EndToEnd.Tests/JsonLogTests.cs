using System.Text;
using ParseWorker.Testing.Logs;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>What both processes write when they are to log in JSON, all of it.</summary>
public sealed class JsonLogTests(ServiceFixture service)
{
    private static readonly (string, string)[] Settings =
        [("Logging__Console__FormatterName", "json"), ("Logging__LogLevel__ParseWorker", "Debug")];

    [Fact]
    public async Task Parse_FromItsCreateToItsEnd_IsFollowedByItsIdAndSaysNothingOfTheDocument()
    {
        await using var api = await service.StartApiAsync(Settings);
        await using var worker = await service.StartWorkerAsync(Settings);
        using var client = service.ClientOf(api);

        var id = (await client.CreateAsync(Encoding.UTF8.GetBytes("Secret words."), "secret-name.txt")).Id();
        var ended = await client.EndsAsync(id);
        await worker.StopAsync();
        await api.StopAsync();

        Assert.Equal(["Secret words."], ended.Pages());
        var (requests, work) = (LinesOf(api.Output), LinesOf(worker.Output));
        Assert.Contains(requests, line => line.Message.StartsWith($"{id} created", StringComparison.Ordinal)
            && line.Scoped("RequestId").Any(request => request.StartsWith("req_", StringComparison.Ordinal)));
        var own = work.Where(line => line.Scoped("ParseId").Contains(id)).Select(line => line.EventId).ToList();
        Assert.Equal([4204, 4205], own.Where(number => number is 4204 or 4205));
        Assert.All(work.Where(line => line.EventId is 4204 or 4205), line => Assert.Single(line.Scoped("ParseId")));
        Assert.All(requests.Concat(work), line =>
        {
            foreach (var secret in new[] { "Secret words", "secret-name", service.Key, Convert.ToBase64String("Secret"u8) })
                Assert.DoesNotContain(secret, line.ToString(), StringComparison.Ordinal);
        });
    }

    /// <summary>Every line: one that is no JSON fails.</summary>
    private static List<JsonLine> LinesOf(string output) =>
        [.. output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(JsonLine.Parse)];
}
