using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Markup;

/// <summary>What lists, pages and cards show of a parse in the same way.</summary>
internal static class ParseMarks
{
    /// <summary>What a parse is called that runs although its end was asked for; no status of its own.</summary>
    public const string Cancelling = "cancelling";

    /// <summary>The status as a label; <c>cancelling</c> while a cancelled parse still runs.</summary>
    public static Html Status(Parse parse)
    {
        var (colour, name) = parse switch
        {
            { Status: ParseStatus.InProgress, Cancellation: not null } => ("warning", Cancelling),
            { Status: ParseStatus.InProgress } => ("running", parse.Status.ToWire()),
            { Status: ParseStatus.Completed } => ("success", parse.Status.ToWire()),
            { Status: ParseStatus.Failed } => ("danger", parse.Status.ToWire()),
            { Status: ParseStatus.Queued } => ("info", parse.Status.ToWire()),
            _ => ("inactive", parse.Status.ToWire()),
        };
        return Html.Of($"<span class=\"label label-state-{colour}\" data-status=\"{name}\">{name}</span>");
    }

    /// <summary>Pages that are stored, as a bar where their number is known.</summary>
    public static Html Progress(Parse parse) => parse switch
    {
        { PageCount: { } count and > 0 } => Html.Of(
            $"<progress class=\"pw-bar\" max=\"{count}\" value=\"{parse.PagesDone}\" aria-label=\"Pages\"></progress> "
            + $"<span class=\"pw-number\">{parse.PagesDone:N0} of {count:N0}</span>"),
        { PagesDone: > 0 } => Html.Of($"<span class=\"pw-number\">{parse.PagesDone:N0}</span>"),
        _ => Html.Of($"<span class=\"text-muted\">–</span>"),
    };

    /// <summary>A file's name: cut by the browser where it is long, and kept from turning the text around it.</summary>
    public static Html FileName(Parse parse) =>
        Html.Of($"<bdi class=\"pw-name\" title=\"{parse.File.Name}\">{parse.File.Name}</bdi>");

    /// <summary>How long it has been worked on, or was; null before the first attempt.</summary>
    public static TimeSpan? Duration(Parse parse, DateTimeOffset now) =>
        parse.StartedAt is { } started ? (parse.FinishedAt ?? now) - started : null;

    /// <summary>A text, or a dash for none.</summary>
    public static Html OrDash(string? text) =>
        string.IsNullOrEmpty(text) ? Html.Of($"<span class=\"text-muted\">–</span>") : Html.Of($"{text}");
}
