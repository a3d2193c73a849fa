using System.Text.RegularExpressions;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>Files behind public bug reports: for each what must be read and what must not, yes or no.</summary>
internal static class FieldChecks
{
    /// <summary>The set's name.</summary>
    public const string Set = "field";

    /// <summary>Each document with the patterns that its text must match in order, and the ones that it must not match.</summary>
    private static readonly Dictionary<string, (string[] Wanted, string[] Unwanted)> Checks = new()
    {
        ["docx-altchunk.docx"] = (["Quote 2024-17", "Prices as agreed", "Pump", "1,200 EUR", "Regards"], []),
        ["docx-dropcap.docx"] = (["The company was founded in 1952 and has grown since\\."], []),
        ["docx-legacy-form.docx"] = ([@"Smoker: Yes \[x\]\s+No \[ \]", @"Allergy: Yes \[ \]\s+No \[x\]", "Marital status: Married",
            "End of form"], []),
        ["docx-ptab-header.docx"] = (["Contract 4711\\s+Draft\\s+12 May 2024", "Body text\\."], []),
        ["docx-smarttags.docx"] = (["Delivery to Leeds on 12 March 2006, height 3,5 m, contact J\\. Sample\\.", "Portugal"], []),
        ["docx-superscript.docx"] = (["10(\\^6|<sup>6</sup>|⁶) cells", "m(\\^2|²|<sup>2</sup>)", "H(₂|_2|<sub>2</sub>|2)O",
            "2(\\^10|¹⁰|<sup>10</sup>) rows"], []),
        ["docx-symbol-font.docx"] = (["≥ 5 [µμ]g at 37 °C", "error ± 2", "α = 0\\.05", "x ≤ 10", "3 × 4",
            "[☑☒] Consent given\\s+☐ Consent refused", "Temp ≥ 5"], []),
        ["eml-dkim-first.eml"] = (["Your invoice 4711 over 99 € is attached\\."], []),
        ["eml-gb2312.eml"] = (["请查收附件中的合同，金额一万元。"], []),
        ["eml-iso-2022-jp.eml"] = (["請求書をご確認ください。"], []),
        ["eml-iso-8859-2.eml"] = (["Zażółć gęślą jaźń"], []),
        ["eml-koi8-r.eml"] = (["Добрый день, договор во вложении\\."], []),
        ["eml-mbox-from.eml"] = (["Your invoice 4711 over 99 € is attached\\."], []),
        ["eml-windows-1251.eml"] = (["Счёт на оплату № 45, сумма 12 500 руб\\."], []),
        ["eml-winmail.eml"] = (["Five files from Hell", "quick\\.doc", "quick\\.html", "quick\\.pdf", "quick\\.txt",
            "quick\\.xml"], ["winmail"]),
        ["html-form-values.html"] = (["Name: Maria Example", "Country: Portugal", "Remarks: Deliver after 6 pm",
            @"Newsletter: \[x\]"], ["France"]),
        ["html-ruby-ol.html"] = (["東京.*都", "a[.)]\\s+first", "b[.)]\\s+second", @"2\. x\s+1\. y", "line one<br>\\s*line two"], []),
        ["markitdown-SPARSE-borderless-table.pdf"] = ([Row("Product Code", "Location", "Expected", "Actual", "Variance", "Status"),
            Row("SKU-8847", "A-12", "450", "", "", ""), Row("", "B-07", "", "289", "-23", ""), Row("SKU-9201", "", "780", "778", "", "OK"),
            Row("", "C-15", "", "", @"\+15", ""), Row("SKU-4563", "D-22", "", "156", "", "CRITICAL"), Row("", "", "180", "", "-24", ""),
            Row("SKU-7728", "A-08", "920", "", "", ""), Row("", "", "", "935", @"\+15", "OK")], []),
        ["pdf-hidden-layer.pdf"] = (["Visible price 100 EUR"], ["Draft"]),
        ["pdf-portfolio.pdf"] = (["invoice-4711\\.pdf", "notes\\.txt"], []),
        ["pdf-superscript.pdf"] = (["10(\\^6|<sup>6</sup>|⁶)\\s?cells", "1,250( ?\\[\\^?1\\]|\\^1|<sup>1</sup>|¹) million"], []),
        ["rtf-footnote.rtf"] = ([@"Sales rose by 5%(\[\^?1\]|¹|<sup>1</sup>)? in 2023\.", "Excluding Norway"], []),
        ["rtf-list-word.rtf"] = (["1\\. First step", "2\\. Second step", "a[.)] Sub step", "3\\. Third step"], []),
        ["rtf-starcs.rtf"] = (["The quick brown fox jumps\\."], []),
        ["sample-files-libreoffice-form.pdf"] = (["Alice", @"\( \) Female\s+\( \) Male"], []),
        ["sample-files-multicolumn.pdf"] = (["with two columns filled with Lorem Ipsum text\\.\\s+Lorem ipsum dolor", "pellentesque ante"],
            []),
        ["tika-testAltChunkMHT.docx"] = (["Simple paragraph", "Example of a table", "Col 1", "ROW 1", "ROW 2"], []),
        ["unstructured-fake-bold-sample.pdf"] = (["Testing Deduplication"], []),
        ["xml-declared-1251.xml"] = (["<customer>Иванов</customer>"], []),
    };

    /// <summary>How many of a set's documents hold, and of each whether it does.</summary>
    /// <param name="set">What was read.</param>
    /// <param name="folder">The folder of what was read.</param>
    public static IEnumerable<string> Of(BenchSet set, string folder)
    {
        var faults = set.Documents.Where(document => !Holds(document, Path.Combine(folder, set.PredictionOf(document)))).ToList();
        yield return $"    {set.Documents.Count - faults.Count} of {set.Documents.Count} hold";
        foreach (var document in set.Documents)
            yield return $"    {(faults.Contains(document) ? "FAILS" : "holds")}  {Path.GetFileName(document)}";
    }

    /// <summary>A row of a table, its cells as patterns.</summary>
    private static string Row(params IEnumerable<string> cells) =>
        $"<tr>{string.Concat(cells.Select(cell => $"<t[dh]>{cell}</t[dh]>"))}</tr>";

    private static bool Holds(string document, string prediction)
    {
        if (!Checks.TryGetValue(Path.GetFileName(document), out var check) || !File.Exists(prediction)) return false;
        var (text, at) = (File.ReadAllText(prediction), 0);
        foreach (var pattern in check.Wanted)
        {
            if (new Regex(pattern).Match(text, at) is not { Success: true } match) return false;
            at = match.Index + match.Length;
        }
        return !check.Unwanted.Any(pattern => Regex.IsMatch(text, pattern));
    }
}
