using System.Diagnostics;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>How long a call to a vision model outlives the cancel of its parse.</summary>
internal static class VisionCancel
{
    private const string Model = "silent";

    public static async Task MeasureAsync(int rounds)
    {
        using var model = new SilentModel();
        await using var service = new Service(settings: SettingsFor(model));
        await service.InitializeAsync();
        var sample = new Sample("request → call to the vision model aborted");
        for (var round = 0; round < rounds; round++) sample.Add(await CancelAsync(service, model));
        sample.Print();
    }

    private static async Task<TimeSpan> CancelAsync(Service service, SilentModel model)
    {
        var parse = await service.Client.CreateAsync(SampleDocuments.Pdf(pages: 1), "a.pdf", model: Model);
        using var call = await model.AnswerAsync();
        var aborted = call.AbortedAtAsync();
        var asked = Stopwatch.GetTimestamp();
        await service.Client.CancelAsync((string)parse["id"]!);
        return Stopwatch.GetElapsedTime(asked, await aborted);
    }

    private static Dictionary<string, string> SettingsFor(SilentModel model) => new()
    {
        [$"Models__{Model}__Endpoint"] = model.Endpoint.ToString(),
        [$"Models__{Model}__ModelId"] = Model,
    };
}
