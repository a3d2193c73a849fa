using ParseWorker.Typesetting.Truth;

namespace ParseWorker.Typesetting.Html;

/// <summary>Prints manuscripts as web pages. What does not fit onto its page is taken off its end, in the truth too.</summary>
/// <param name="browser">Prints.</param>
public sealed class HtmlHouse(Browser browser)
{
    /// <summary>
    /// Fills in leaders' full stops; takes pieces off each page's end until the rest fits, then headings that nothing follows; gives how
    /// many stay. A little room is left: text on paper is a trifle wider than on screen.
    /// </summary>
    private const string Fit = """
        (async () => {
          await document.fonts.ready;
          const dots = document.querySelectorAll('.dots');
          dots.forEach(box => {
            box.textContent = '.'.repeat(400);
            box.dataset.fit = Math.floor(400 * (box.clientWidth - 2) / box.scrollWidth);
          });
          dots.forEach(box => { box.textContent = '.'.repeat(box.dataset.fit); });
          return [...document.querySelectorAll('.page')].map(page => {
            const body = page.querySelector('.body');
            const within = box => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
            const fits = () => within(body) && within(page) && within(page.querySelector('.main'));
            body.style.maxHeight = (body.clientHeight - 4) + 'px';
            while (body.children.length > 0 && !fits()) body.lastElementChild.remove();
            while (body.lastElementChild?.dataset.leads) body.lastElementChild.remove();
            return body.children.length;
          });
        })()
        """;

    /// <summary>Sets a manuscript.</summary>
    /// <param name="manuscript">What to set.</param>
    /// <param name="move">What is done to its pages then; null leaves them.</param>
    /// <param name="token">Stops it.</param>
    /// <returns>Null when nothing of a page fits onto it.</returns>
    public async Task<TypesetDocument?> SetAsync(Manuscript manuscript, PageMove? move, CancellationToken token)
    {
        var script = $"(async () => {{ const kept = await {Fit}; {move?.Script(manuscript.Style)} return kept; }})()";
        var (value, pdf) = await browser.PrintAsync(HtmlPage.Write(manuscript), script, manuscript.Style.IsTagged, token);
        var kept = value?.AsArray().Select(count => (int)count!).ToList()
            ?? throw new InvalidOperationException("The page's script gave nothing back.");
        if (kept.Contains(0)) return null;
        var pages = manuscript.Pages.Zip(kept, (page, count) => page with { Pieces = [.. page.Pieces.Take(count)] });
        return new(manuscript.Name, manuscript.Kind, "pdf", pdf, TruthWriter.Write(pages));
    }
}
