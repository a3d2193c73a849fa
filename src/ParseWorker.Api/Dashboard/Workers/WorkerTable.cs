using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Dashboard.Workers;

/// <summary>A row for each worker with what it runs, and one for leases that no worker of these holds.</summary>
/// <param name="work">The workers.</param>
/// <param name="links">Paths of the dashboard.</param>
/// <param name="mayOperate">Whether there are buttons.</param>
internal sealed class WorkerTable(WorkersAtWork work, Links links, bool mayOperate)
{
    /// <summary>The form that the buttons send.</summary>
    public const string FormId = "pw-workers-form";

    private const long BytesPerMb = 1024 * 1024;

    /// <summary>The table, or a sentence where there is nobody.</summary>
    public Html Show()
    {
        var held = work.Running.ToLookup(running => running.Parse.Owner);
        var known = work.Workers.Select(worker => worker.Name).ToHashSet(StringComparer.Ordinal);
        var orphans = work.Running.Where(running => !known.Contains(running.Parse.Owner ?? "")).ToList();
        if (work.Workers.Count == 0 && orphans.Count == 0)
            return Html.Of($"<p class=\"alert alert-warning\">No worker has reported lately: nothing is parsed until one starts.</p>");
        return Html.Of(
            $"""
             <div class="table-responsive" tabindex="0" role="group" aria-label="Workers">
             <table class="table pw-workers" aria-label="Workers">
               <thead><tr>
                 <th>Worker</th><th>State</th><th class="pw-right">Slots</th><th class="pw-right">Engine hosts</th>
                 <th class="pw-right">Reported</th><th>Runs</th>
               </tr></thead>
               <tbody>
                 {work.Workers.Select(worker => Row(worker, [.. held[worker.Name]]))}
                 {Html.If(orphans.Count > 0, () => Orphans(orphans))}
               </tbody>
             </table>
             </div>
             """);
    }

    private Html Row(SeenWorker worker, IReadOnlyList<SeenParse> runs) => Html.Of(
        $"""
         <tr>
           <td class="pw-worker">{worker.Name}</td>
           <td>{State(worker)}{Html.If(mayOperate, () => Button(worker))}</td>
           <td class="pw-right">{Math.Min(runs.Count, worker.Slots)} of {worker.Slots}{Spare(runs.Count - worker.Slots)}</td>
           <td class="pw-right">{worker.Hosts}<br><small>{worker.HostBytes / BytesPerMb:N0} MiB</small></td>
           <td class="pw-right">{Times.Words(worker.SilentFor)} ago</td>
           <td>{Runs(runs)}</td>
         </tr>
         """);

    /// <summary>What runs beyond the slots: the first parse of an environment that found them all taken.</summary>
    private static string Spare(int beyond) => beyond > 0 ? $" + {beyond} spare" : "";

    private static Html State(SeenWorker worker)
    {
        var (colour, name, why) = worker switch
        {
            _ when worker.SilentFor > WorkerReport.LiveFor =>
                ("danger", "silent", "Its process ended or is cut off; its parses move on by themselves."),
            { PausedBy: { } by } => ("warning", worker.Ready ? "pausing" : "paused",
                $"By {by}: it goes on with what it runs, and claims nothing until it is resumed."),
            { Ready: false } => ("warning", "not ready", worker.Reason ?? "It stops, and claims nothing more."),
            _ => ("success", "ready", null),
        };
        var label = Html.Of($"<span class=\"label label-state-{colour}\">{name}</span>");
        return why is null ? label : Html.Of($"{label}<br><small>{why}</small>");
    }

    private Html Button(SeenWorker worker)
    {
        var action = worker.PausedBy is null ? "pause" : "resume";
        return Html.Of(
            $"""
             <br><button id="pw-{action}-{worker.Name}" class="btn btn-sm btn-default" type="submit" form="{FormId}"
               formaction="{links.Worker(worker.Name, action)}">{(worker.PausedBy is null ? "Pause" : "Resume")}</button>
             """);
    }

    private Html Orphans(IReadOnlyList<SeenParse> runs) => Html.Of(
        $"""
         <tr>
           <td>–</td>
           <td><span class="label label-state-warning">unknown</span><br><small>Leases of workers that left: they run out.</small></td>
           <td></td><td></td><td></td><td>{Runs(runs)}</td>
         </tr>
         """);

    private Html Runs(IReadOnlyList<SeenParse> runs) => runs.Count == 0
        ? Html.Of($"<span class=\"text-muted\">nothing</span>")
        : Html.Of($"<ul class=\"list-unstyled pw-runs\">{runs.Select(Run)}</ul>");

    private Html Run(SeenParse seen)
    {
        var parse = seen.Parse;
        return Html.Of(
            $"""
             <li>{ParseMarks.Status(parse)} <a href="{links.Parse(parse.Id)}">{ParseMarks.FileName(parse)}</a>
               {ParseMarks.Progress(parse)}
               <small class="text-muted">attempt {parse.Attempt}, {Lease(seen)}</small></li>
             """);
    }

    private static string Lease(SeenParse seen)
    {
        if (seen.Parse.LeaseExpiresAt is not { } lease) return "no lease";
        return lease > seen.At ? $"lease for {Times.Words(lease - seen.At)}" : $"lease over for {Times.Words(seen.At - lease)}";
    }
}
