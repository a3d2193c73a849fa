using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;

namespace ParseWorker.Documents.OpenXml;

/// <summary>
/// Writes a formula of Office as LaTeX (ISO/IEC 29500-1 §22.1). What has no simple counterpart is read for its characters.
/// The package check has bounded how deep formulas nest.
/// </summary>
internal static partial class MathLatex
{
    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf",
        "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "sec", "sin", "sinh", "sup", "tan", "tanh",
    };

    /// <summary>The formula; empty when it shows nothing.</summary>
    public static string Of(OpenXmlElement math) => NeedlessSpace().Replace(Inside(math), "$1").Trim();

    private static string Inside(OpenXmlElement? element) => element is null ? "" : string.Concat(element.ChildElements.Select(One));

    private static string Part(OpenXmlElement element, string name) => Inside(Child(element, name));

    private static OpenXmlElement? Child(OpenXmlElement? element, string name) =>
        element?.ChildElements.FirstOrDefault(child => child.LocalName == name);

    /// <summary>A property of a structure, such as <c>chr</c>; null when it is not set.</summary>
    private static string? Property(OpenXmlElement element, string name) =>
        Child(Child(element, element.LocalName + "Pr"), name)?
            .GetAttributes()
            .FirstOrDefault(attribute => attribute.LocalName == "val").Value;

    private static string One(OpenXmlElement element) => element.LocalName switch
    {
        "r" => Run(element),
        "f" => Fraction(element),
        "sSup" => $"{Base(element)}^{{{Part(element, "sup")}}}",
        "sSub" => $"{Base(element)}_{{{Part(element, "sub")}}}",
        "sSubSup" => $"{Base(element)}_{{{Part(element, "sub")}}}^{{{Part(element, "sup")}}}",
        "sPre" => $"{{}}_{{{Part(element, "sub")}}}^{{{Part(element, "sup")}}}{Part(element, "e")}",
        "rad" =>
            Part(element, "deg") is { Length: > 0 } degree
                ? $"\\sqrt[{degree}]{{{Part(element, "e")}}}"
                : $"\\sqrt{{{Part(element, "e")}}}",
        "nary" => $"{Symbol(Property(element, "chr") ?? "∫")}{Limit('_', element, "sub")}{Limit('^', element, "sup")}{Part(element, "e")}",
        "d" => Delimited(element),
        "func" => $"{Part(element, "fName")}{Argument(Part(element, "e"))}",
        "fName" => Inside(element),
        "limLow" => $"{Part(element, "e")}_{{{Part(element, "lim")}}}",
        "limUpp" => $"\\overset{{{Part(element, "lim")}}}{{{Part(element, "e")}}}",
        "groupChr" =>
            (Property(element, "pos") == "top" || Property(element, "chr") == "⏞" ? "\\overbrace" : "\\underbrace")
                + $"{{{Part(element, "e")}}}",
        "acc" => $"\\{Accent(Property(element, "chr"))}{{{Part(element, "e")}}}",
        "bar" => $"{(Property(element, "pos") == "top" ? "\\overline" : "\\underline")}{{{Part(element, "e")}}}",
        "borderBox" => $"\\boxed{{{Part(element, "e")}}}",
        "m" =>
            "\\begin{matrix}"
                + string.Join(" \\\\ ", Rows(element, "mr").Select(row => string.Join(" & ", Rows(row, "e").Select(Inside))))
                + "\\end{matrix}",
        "eqArr" =>
            Rows(element, "e").Count() == 1
                ? Part(element, "e")
                : $"\\begin{{aligned}}{string.Join(" \\\\ ", Rows(element, "e").Select(Inside))}\\end{{aligned}}",
        "del" or "moveFrom" => "",
        var name when name.EndsWith("Pr", StringComparison.Ordinal) => "",
        _ => Inside(element),
    };

    private static string Accent(string? mark) => mark switch
    {
        "\u0302" => "hat",
        "\u0303" => "tilde",
        "\u0304" => "bar",
        "\u0305" => "overline",
        "\u0307" => "dot",
        "\u0308" => "ddot",
        "\u0301" => "acute",
        "\u0300" => "grave",
        "\u030C" => "check",
        "\u0306" => "breve",
        "\u20D7" => "vec",
        "\u20D6" => "overleftarrow",
        _ => "hat",
    };

    private static IEnumerable<OpenXmlElement> Rows(OpenXmlElement element, string name) =>
        element.ChildElements.Where(child => child.LocalName == name);

    private static string Run(OpenXmlElement run)
    {
        var text = string.Concat(run.ChildElements.Where(child => child.LocalName == "t").Select(child => child.InnerText));
        if (Functions.Contains(text.Trim())) return $"\\{text.Trim()} ";
        if (IsWords(run, text)) return $"\\text{{{TextSpecial().Replace(text, @"\$0")}}}";
        var latex = new StringBuilder();
        MathSymbols.Append(latex, text);
        return latex.ToString();
    }

    /// <summary>Text that says so, or that has words in it: as characters of a formula it would lose its spaces.</summary>
    private static bool IsWords(OpenXmlElement run, string text) =>
        !string.IsNullOrWhiteSpace(text)
            && (Words().IsMatch(text) || run.ChildElements.Any(child => child.LocalName == "rPr" && Child(child, "nor") is not null));

    private static string Fraction(OpenXmlElement fraction) => Property(fraction, "type") switch
    {
        "noBar" => $"\\genfrac{{}}{{}}{{0pt}}{{}}{{{Part(fraction, "num")}}}{{{Part(fraction, "den")}}}",
        "lin" or "skw" => $"{{{Part(fraction, "num")}}}/{{{Part(fraction, "den")}}}",
        _ => $"\\frac{{{Part(fraction, "num")}}}{{{Part(fraction, "den")}}}",
    };

    private static string Base(OpenXmlElement script)
    {
        var text = Part(script, "e");
        var stands = text.Length <= 1 || SingleCommand().IsMatch(text) || Child(script, "e") is { ChildElements: [{ LocalName: "d" }] };
        return stands ? text : $"{{{text}}}";
    }

    private static string Limit(char mark, OpenXmlElement element, string name) =>
        Part(element, name) is { Length: > 0 } limit ? $"{mark}{{{limit}}}" : "";

    /// <summary>What is in brackets of its own needs no others.</summary>
    private static string Argument(string text) => text.StartsWith("\\left", StringComparison.Ordinal) ? text : $"{{{text}}}";

    private static string Delimited(OpenXmlElement element)
    {
        var between = Property(element, "sepChr") is { } separator ? Symbol(separator) : "|";
        var inside = string.Join(between, Rows(element, "e").Select(Inside));
        return $"\\left{Bracket(Property(element, "begChr") ?? "(")}{inside}\\right{Bracket(Property(element, "endChr") ?? ")")}";
    }

    private static string Bracket(string bracket) => bracket.Length == 0 ? "." : Symbol(bracket);

    private static string Symbol(string text)
    {
        var latex = new StringBuilder();
        MathSymbols.Append(latex, text);
        return latex.ToString();
    }

    [GeneratedRegex(@"(\\[A-Za-z]+) +(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex NeedlessSpace();

    /// <summary>From a word's start: every letter would be a start else, each with the rest of the word to look through.</summary>
    [GeneratedRegex(@"(?<!\p{L})\p{L}{2,} +\p{L}{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"[#$%&_{}]", RegexOptions.CultureInvariant)]
    private static partial Regex TextSpecial();

    [GeneratedRegex(@"^\\[A-Za-z]+ ?$", RegexOptions.CultureInvariant)]
    private static partial Regex SingleCommand();
}
