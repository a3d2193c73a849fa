using System.CommandLine;
using System.Globalization;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Hosting;

/// <summary>
/// <c>status</c>: prints how the service stands by its database, a fact a line, its name first and tabs between: <c>postgresql</c> and
/// <c>bytes</c> of the database; how many parses are <c>pending</c>, <c>queued</c> and <c>in_progress</c>; <c>oldest</c>, for how many
/// seconds the first of those that wait has waited, where one does; for each live <c>worker</c> its name, its slots and <c>ready</c>, or
/// why it claims nothing.
/// </summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("status", "Print how the service stands: database, queue and live workers.");
        command.SetAction((_, token) => Commands.GuardAsync(() => RunAsync(token)));
        return command;
    }

    private static async Task RunAsync(CancellationToken token)
    {
        await using var app = Commands.BuildQuiet();
        var facts = await app.Services.GetRequiredService<IDatabaseState>().ReadFactsAsync(token);
        var load = await app.Services.GetRequiredService<IOperatorQueries>().ReadLoadAsync(token);
        await PrintAsync("postgresql", facts.Version);
        await PrintAsync("bytes", facts.Size);
        await PrintAsync("pending", load.Pending);
        await PrintAsync("queued", load.Queued);
        await PrintAsync("in_progress", load.InProgress);
        if (load.OldestWaiting is { } age) await PrintAsync("oldest", (long)age.TotalSeconds);
        foreach (var worker in await app.Services.GetRequiredService<IWorkerRegistry>().ReadLiveAsync(token))
        {
            await PrintAsync(
                "worker", worker.Name, worker.Slots, worker.Ready ? "ready" : worker.Reason ?? "its log says why it claims nothing.");
        }
    }

    private static Task PrintAsync(params object[] fields) =>
        Console.Out.WriteLineAsync(string.Join('\t', fields.Select(field => Convert.ToString(field, CultureInfo.InvariantCulture))));
}
