using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace ParseWorker.Api.Dashboard.Markup;

/// <summary>
/// Markup that is safe to send: made of literals of this source and of texts that were escaped on their way in. File names, error messages
/// and documents are hostile; there is no way to put one in here as markup.
/// </summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>No markup.</summary>
    public static Html Empty => default;

    /// <summary>Literals as they are; every hole is escaped unless it is markup already. Attributes stand in double quotes.</summary>
    public static Html Of(HtmlTemplate template) => new(template.Build());

    /// <summary>One part after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._markup)));

    /// <summary>The markup when something is there, else nothing.</summary>
    public static Html If(bool condition, Func<Html> markup) => condition ? markup() : default;

    /// <inheritdoc />
    public override string ToString() => _markup ?? "";
}

/// <summary>Gathers an interpolated string as markup.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate(int literalLength, int formattedCount)
{
    private readonly StringBuilder _markup = new(literalLength + 16 * formattedCount);

    public void AppendLiteral(string literal) => _markup.Append(literal);

    public void AppendFormatted(Html markup) => _markup.Append(markup);

    public void AppendFormatted(IEnumerable<Html> parts) => _markup.Append(Html.Join(parts));

    public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(int number, string? format = null) => _markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(double number, string? format = null) =>
        _markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public string Build() => _markup.ToString();
}
