using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>A life drawn to scale, and in words below. Lengths are attributes of the drawing: the policy forbids styles.</summary>
internal static class Timeline
{
    /// <summary>In a thousand units of width, what even the shortest stretch gets: it can be seen and pointed at.</summary>
    private const double Thinnest = 3;

    private const double Width = 1000;

    /// <summary>The drawing.</summary>
    public static Html Show(IReadOnlyList<LifePhase> phases)
    {
        if (phases.Count == 0) return Html.Empty;
        var widths = Widths(phases);
        var starts = widths.Select((_, index) => widths.Take(index).Sum()).ToList();
        return Html.Of(
            $"""
             <svg class="pw-timeline" viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label="Timeline">
               {phases.Select((phase, index) => Bar(phase, starts[index], widths[index]))}
             </svg>
             <ul class="list-inline pw-legend">{phases.Select(Words)}</ul>
             """);
    }

    /// <summary>To scale, but for stretches that would not be seen.</summary>
    private static List<double> Widths(IReadOnlyList<LifePhase> phases)
    {
        var whole = Math.Max(1, phases.Sum(phase => Math.Max(0, phase.Length.TotalMilliseconds)));
        var widths = phases.Select(phase => Math.Max(Thinnest, Width * phase.Length.TotalMilliseconds / whole)).ToList();
        var scale = Width / widths.Sum();
        return [.. widths.Select(width => width * scale)];
    }

    private static Html Bar(LifePhase phase, double start, double width) => Html.Of(
        $"""
         <rect class="pw-phase-{ClassOf(phase.Kind)}" x="{start:0.##}" y="0" width="{width:0.##}" height="24">
           <title>{NameOf(phase)}: {Times.Words(phase.Length)}</title></rect>
         """);

    private static Html Words(LifePhase phase) => Html.Of(
        $"<li><i class=\"pw-key pw-key-{ClassOf(phase.Kind)}\"></i> {NameOf(phase)} <strong>{Times.Words(phase.Length)}</strong></li>");

    private static string ClassOf(PhaseKind kind) => kind switch
    {
        PhaseKind.Pending => "pending",
        PhaseKind.Queued => "queued",
        PhaseKind.Running => "running",
        _ => "cancelling",
    };

    private static string NameOf(LifePhase phase) => phase.Kind switch
    {
        PhaseKind.Pending => "waiting for room",
        PhaseKind.Queued => "waiting for a worker",
        PhaseKind.Running => $"attempt {phase.Attempt}",
        _ => $"attempt {phase.Attempt} stopping",
    };
}
