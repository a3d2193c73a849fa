using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>The record of a parse as a list of facts, and its error in words.</summary>
internal static class ParseFacts
{
    /// <summary>The facts.</summary>
    public static Html Show(SeenParse seen, Links links)
    {
        var parse = seen.Parse;
        return Html.Of(
            $"""
             <dl class="dl-horizontal pw-facts">
               <dt>Id</dt><dd class="pw-id">{parse.Id.ToString()}</dd>
               <dt>Environment</dt><dd>{parse.Environment}</dd>
               <dt>Document</dt><dd>{parse.File.MimeType} <small class="text-muted pw-id">{parse.File.Id}</small></dd>
               <dt>Model</dt><dd>{parse.Settings.Model}, tables as {parse.Settings.TableFormat.ToWire()},
                 {parse.Settings.ImageResolutionDpi} dpi</dd>
               <dt>Pages</dt><dd>{ParseMarks.Progress(parse)}</dd>
               <dt>Attempt</dt><dd>{parse.Attempt} <small class="text-muted">({parse.AttemptsSpent} of {AttemptLimits.MaxAttempts}
                 spent, {parse.WorkersLost} of {AttemptLimits.MaxLostWorkers} workers lost)</small></dd>
               {Work(seen)}
               {Html.If(parse.JobId is not null, () => Html.Of(
                   $"<dt>Hangfire job</dt><dd><a href=\"{links.Job(parse.JobId!)}\">#{parse.JobId}</a></dd>"))}
               <dt>Created (UTC)</dt><dd>{Times.Of(parse.CreatedAt)} <small class="text-muted">{Times.Words(seen.At - parse.CreatedAt)}
                 ago</small></dd>
               {Html.If(parse.FinishedAt is not null, () => Html.Of($"<dt>Ended (UTC)</dt><dd>{Times.Of(parse.FinishedAt!.Value)}</dd>"))}
               {Html.If(parse.Cancellation is not null, () => Cancel(parse.Cancellation!, parse.FinishedAt))}
               {Html.If(parse.InputTokens is not null, () => Html.Of(
                   $"<dt>Tokens</dt><dd>{parse.InputTokens.ToString()} in, {parse.OutputTokens.ToString()} out</dd>"))}
             </dl>
             """);
    }

    /// <summary>Why it failed, who has to act and what they can do; nothing of a parse that did not fail.</summary>
    public static Html Error(Parse parse)
    {
        if (parse.Error is not { } error) return Html.Empty;
        var row = ParseErrorTable.Of(error.Code);
        var advice = error.Message.Contains(row.Advice, StringComparison.Ordinal) ? "." : $": {row.Advice}";
        var actor = row.Fault == ErrorFault.Document ? "Whoever sent it" : "The operator";
        return Html.Of(
            $"""
             <div class="alert alert-danger pw-error">
               <p><strong>{error.Code}</strong>: {error.Message}</p>
               <p>{actor} can act{advice}</p>
               {Html.If(error.Details is { Count: > 0 }, () => Html.Of($"<ul>{error.Details!.Select(fact => Html.Of(
                   $"<li>{fact.Key}: {fact.Value}</li>"))}</ul>"))}
             </div>
             """);
    }

    private static Html Work(SeenParse seen)
    {
        if (seen.Parse is not { Status: ParseStatus.InProgress, LeaseExpiresAt: { } lease }) return Html.Empty;
        var left = lease - seen.At;
        var words = left > TimeSpan.Zero
            ? $"runs out in {Times.Words(left)} unless it is renewed"
            : $"ran out {Times.Words(-left)} ago: the sweep takes it back";
        return Html.Of(
            $"""
             <dt>Worker</dt><dd class="pw-worker">{ParseMarks.OrDash(seen.Parse.Owner)}</dd>
             <dt>Lease</dt><dd>{words}</dd>
             """);
    }

    private static Html Cancel(Cancellation cancel, DateTimeOffset? ended)
    {
        var seen = cancel.AcknowledgedAt is { } at ? $"seen after {Times.Words(at - cancel.RequestedAt)}" : "not seen by its worker yet";
        var over = ended is { } end
            ? $", over after {Times.Words(end - cancel.RequestedAt)}{(cancel.Forced ? " with the engine killed" : "")}" : "";
        return Html.Of(
            $"<dt>Cancel</dt><dd>requested by {cancel.RequestedBy} at {Times.Of(cancel.RequestedAt)}, {seen}{over}</dd>");
    }
}
