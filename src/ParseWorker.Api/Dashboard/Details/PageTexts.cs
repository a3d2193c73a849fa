using System.Globalization;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Previews;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>The text of some pages, as it is meant or as it is stored; nothing of it is taken over as markup.</summary>
internal static class PageTexts
{
    /// <summary>Pages that are shown at once.</summary>
    public const int AtOnce = 3;

    /// <summary>Characters of a page that are shown.</summary>
    public const int MostCharacters = 20_000;

    /// <summary>The value of <c>view</c> that shows text as it is stored, not as it is meant.</summary>
    public const string Source = "source";

    private const int HighestPage = 10_000_000;

    /// <summary>The first page to show: the asked one; else the newest of a parse that runs, or the first.</summary>
    public static int First(Parse parse, string asked)
    {
        if (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= HighestPage)
            return page;
        return parse.Status.IsTerminal() ? 1 : Math.Max(1, parse.PagesDone - AtOnce + 1);
    }

    /// <summary>The pages, and the way to others.</summary>
    /// <param name="parse">The record.</param>
    /// <param name="pages">What was read.</param>
    /// <param name="first">The first page that was asked for.</param>
    /// <param name="isSource">True for the text as it is stored.</param>
    /// <param name="path">The parse's page.</param>
    public static Html Show(Parse parse, IReadOnlyList<PageExcerpt> pages, int first, bool isSource, string path)
    {
        if (parse.PagesDone == 0) return Html.If(!parse.Status.IsTerminal(), () => Html.Of(
            $"<h2 class=\"h3\">Text</h2><p class=\"text-muted\">No page is stored yet; they show here as they arrive.</p>"));
        return Html.Of(
            $"""
             <h2 class="h3">Text</h2>
             <p class="pw-tools">
               {Step(first > 1, Math.Max(1, first - AtOnce), "← Earlier pages", path, isSource)}
               {Step(first + AtOnce <= parse.PagesDone, first + AtOnce, "Later pages →", path, isSource)}
               {Step(true, first, isSource ? "Preview" : "Source", path, !isSource)}
               <a class="btn btn-sm btn-default" href="{path}/text">Download {(parse.Status == ParseStatus.Completed
                   ? "the text" : "what is stored so far")}</a>
             </p>
             {pages.Select(page => Page(page, isSource))}
             """);
    }

    private static Html Step(bool there, int page, string name, string path, bool isSource) => Html.If(there, () => Html.Of(
        $"<a class=\"btn btn-sm btn-default\" href=\"{path}?page={page}{(isSource ? $"&view={Source}" : "")}\">{name}</a> "));

    private static Html Page(PageExcerpt page, bool isSource) => Html.Of(
        $"""
         <section class="pw-page" aria-label="Page {page.Number}">
           <h3 class="h4">Page {page.Number}
             <small>{(page.IsCut ? "more than " : "")}{Characters(page):N0} characters</small></h3>
           {Text(page, isSource)}
           {Html.If(page.IsCut, () => Html.Of(
               $"<p class=\"text-muted\">The first {Characters(page):N0} characters; the download has all.</p>"))}
         </section>
         """);

    /// <summary>As the database counts them: one of two UTF-16 units is one.</summary>
    private static int Characters(PageExcerpt page) => page.Text.EnumerateRunes().Count();

    private static Html Text(PageExcerpt page, bool isSource) => page.Text.Length switch
    {
        0 => Html.Of($"<p class=\"text-muted\">This page is empty.</p>"),
        _ when isSource => Html.Of($"<pre>{page.Text}</pre>"),
        _ => Html.Of($"<div class=\"pw-preview\">{TextPreview.Of(page.Text)}</div>"),
    };
}
