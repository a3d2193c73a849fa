using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Fields;

/// <summary>What is filled into a form (PDF 1.7 reference, §8.6): the page's own text holds the questions only.</summary>
internal sealed class FormFields
{
    private readonly ILookup<int, (string Text, Box Place)> _byPage;

    private FormFields(IEnumerable<AcroFieldBase> fields) => _byPage = fields
        .Where(field => field.PageNumber is not null && field.Bounds is not null)
        .Select(field => (Page: field.PageNumber!.Value, Text: TextOf(field), Place: BoxOf(field.Bounds!.Value)))
        .Where(field => field.Text.Length > 0)
        .ToLookup(field => field.Page, field => (field.Text, field.Place));

    /// <summary>The fields of a document; none for one without a form, or whose form is damaged.</summary>
    public static FormFields Of(PdfDocument document, CancellationToken token)
    {
        try
        {
            return new(document.TryGetForm(out var form) ? form.GetFields() : []);
        }
        // The pages are worth reading without it.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return new([]);
        }
    }

    /// <summary>The glyphs of a page's fields.</summary>
    public IEnumerable<Glyph> On(int page) => _byPage[page].SelectMany(field => BoxedText.In(field.Text, field.Place));

    private static Box BoxOf(PdfRectangle box) => new(box.Left, box.Bottom, box.Right, box.Top);

    private static string TextOf(AcroFieldBase field) => InlineMark.Without(Value(field));

    private static string Value(AcroFieldBase field) => field switch
    {
        AcroTextField text => text.Value ?? "",
        AcroCheckboxField box => box.IsChecked ? "[x]" : "[ ]",
        AcroRadioButtonField button => button.IsSelected ? "(x)" : "( )",
        AcroComboBoxField choice => string.Join(", ", choice.SelectedOptions),
        AcroListBoxField choice => string.Join(", ", choice.SelectedOptions),
        _ => "",
    };
}
