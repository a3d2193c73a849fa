using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace ParseWorker.Benchmarks.Intake;

/// <summary>
/// The memory that the API takes for large documents, each by a process of its own that has answered small requests before. Promised: for a
/// data URL of 100 MB less than 1.5 times the decoded document, for an upload of 500 MB less than 200 MB.
/// </summary>
internal static class IntakeBenchmark
{
    private const int Megabyte = 1_000_000;

    public static async Task RunAsync(BenchmarkRun run)
    {
        var (inline, uploaded) = run.Smoke ? (1, 5) : (100, 500);
        await MeasureAsync($"data URL of {inline} MB", 1.5 * inline, service => PostAsync(service, inline));
        await MeasureAsync($"upload of {uploaded} MB", 200, service => UploadAsync(service, uploaded));
    }

    private static async Task MeasureAsync(string name, double promised, Func<Service, Task> send)
    {
        await using var service = new Service(workers: 0, new Dictionary<string, string> { ["Documents__MaxBytes"] = $"{600 * Megabyte}" });
        await service.InitializeAsync();
        for (var n = 0; n < 20; n++) await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Small, number {n}."), "small.txt");
        var before = PeakOf(service);

        await send(service);

        Console.WriteLine(
            $"{name}: the API has {PeakOf(service):F0} MB resident at most, {PeakOf(service) - before:F0} MB more than before; promised: "
            + $"less than {promised:F0} MB");
    }

    private static double PeakOf(Service service) => (double)ProcessCost.PeakBytes(service.Api.Id) / Megabyte;

    private static async Task PostAsync(Service service, int megabytes)
    {
        var chunk = Encoding.ASCII.GetBytes(Convert.ToBase64String(RepeatedText.Block));
        using var body = new StreamContent(new RepeatedText(
            """{"background":true,"model":"retab-small","document":{"filename":"large.txt","url":"data:text/plain;base64,"""u8.ToArray(),
            chunk, megabytes * Megabyte / RepeatedText.Block.Length, "\"}}"u8.ToArray()));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await service.Client.SendAsync(HttpMethod.Post, "v1/parses", body)).Record();
    }

    private static async Task UploadAsync(Service service, int megabytes)
    {
        var times = megabytes * Megabyte / RepeatedText.Block.Length;
        var announced = (await service.Client.SendAsync(HttpMethod.Post, "v1/files/upload", JsonContent.Create(
            new { filename = "large.txt", content_type = "text/plain", size_bytes = (long)times * RepeatedText.Block.Length }))).Record();
        using var bytes = new StreamContent(new RepeatedText([], RepeatedText.Block, times, []));
        bytes.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        bytes.Headers.ContentLength = (long)times * RepeatedText.Block.Length;
        var put = await service.Client.SendAsync(HttpMethod.Put, (string)announced["uploadUrl"]!, bytes);
        if ((int)put.Status >= 300) throw new InvalidOperationException($"The upload was refused: {(int)put.Status} {put.Body}");
        (await service.Client.SendAsync(
            HttpMethod.Post, $"v1/files/upload/{announced["fileId"]}/complete", JsonContent.Create(new { }))).Record();
    }
}
