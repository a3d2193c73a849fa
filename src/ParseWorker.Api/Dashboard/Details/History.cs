using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>What happened to a parse: its attempts and why each ended, and every event.</summary>
internal static class History
{
    /// <summary>The attempts; nothing before the first.</summary>
    public static Html Attempts(IReadOnlyList<ParseEvent> events, DateTimeOffset now)
    {
        var claims = events.Where(happened => happened.Kind == ParseEventKind.Claimed).ToList();
        return Html.If(claims.Count > 0, () => Html.Of(
            $"""
             <h2 class="h3">Attempts</h2>
             <div class="table-responsive" tabindex="0" role="group" aria-label="Attempts">
               <table class="table" aria-label="Attempts">
               <thead><tr><th class="pw-right">No.</th><th>Worker</th><th>Started (UTC)</th><th class="pw-right">Ran for</th>
                 <th>How it ended</th></tr></thead>
               <tbody>{claims.Select(claim => Attempt(claim, EndOf(claim, events), now))}</tbody>
             </table></div>
             """));
    }

    /// <summary>The events, each with what passed since the one before.</summary>
    /// <param name="events">The events that were read, oldest first.</param>
    /// <param name="leftOut">How many older ones there are.</param>
    public static Html Events(IReadOnlyList<ParseEvent> events, int leftOut) => Html.Of(
        $"""
         <h2 class="h3">Events</h2>
         {Html.If(leftOut > 0, () => Html.Of($"<p class=\"text-muted\">{leftOut:N0} older ones are not shown; the API lists them.</p>"))}
         <div class="table-responsive" tabindex="0" role="group" aria-label="Events">
           <table class="table table-condensed pw-events" aria-label="Events">
           <tbody>{events.Select((happened, index) => Event(happened, index > 0 ? happened.At - events[index - 1].At : null))}</tbody>
         </table></div>
         """);

    private static Html Attempt(ParseEvent claim, ParseEvent? end, DateTimeOffset now) => Html.Of(
        $"""
         <tr>
           <td class="pw-right">{claim.Attempt}</td>
           <td class="pw-worker">{ParseMarks.OrDash(claim.Detail)}</td>
           <td>{Times.Of(claim.At)}</td>
           <td class="pw-right">{Times.Words((end?.At ?? now) - claim.At)}</td>
           <td>{(end is null ? "It runs." : EventWords.Ending(end))}</td>
         </tr>
         """);

    private static Html Event(ParseEvent happened, TimeSpan? since) => Html.Of(
        $"""
         <tr>
           <td class="pw-right text-muted">{happened.Number}</td>
           <td>{Times.Of(happened.At)}</td>
           <td class="pw-right text-muted">{(since is { } passed ? "+" + Times.Words(passed) : "")}</td>
           <td><code>{happened.Kind.ToWire()}</code></td>
           <td>{EventWords.Of(happened)}</td>
         </tr>
         """);

    /// <summary>The first event after a claim that takes the attempt away from its worker.</summary>
    private static ParseEvent? EndOf(ParseEvent claim, IReadOnlyList<ParseEvent> events) => events.FirstOrDefault(happened =>
        happened.Number > claim.Number && (happened.Kind.IsEnding()
            || happened.Kind is ParseEventKind.HandedBack or ParseEventKind.TakenBack or ParseEventKind.Retried));
}
