using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Layers;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Fields;

/// <summary>What is filled into a form (PDF 1.7 reference, §8.6): the page's own text holds the questions only.</summary>
internal sealed class FormFields
{
    private readonly IPdfTokenScanner _objects;
    private readonly ILookup<int, (string Text, Box Place)> _byPage;

    private FormFields(IEnumerable<AcroFieldBase> fields, HiddenLayers? layers, IPdfTokenScanner objects)
    {
        _objects = objects;
        _byPage = fields
            .Where(field => field.PageNumber is not null && field.Bounds is not null && IsSeen(field, layers))
            .Select(field => (Page: field.PageNumber!.Value, Text: TextOf(field), Place: BoxOf(field.Bounds!.Value)))
            .Where(field => field.Text.Length > 0)
            .ToLookup(field => field.Page, field => (field.Text, field.Place));
    }

    /// <summary>The fields of a document; none for one without a form, or whose form is damaged.</summary>
    /// <param name="document">The document.</param>
    /// <param name="layers">What of it is not shown; null when all of it is.</param>
    /// <param name="token">Stops it.</param>
    public static FormFields Of(PdfDocument document, HiddenLayers? layers, CancellationToken token)
    {
        var objects = document.Structure.TokenScanner;
        try
        {
            return new(document.TryGetForm(out var form) ? form.GetFields() : [], layers, objects);
        }
        // The pages are worth reading without it.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return new([], layers, objects);
        }
    }

    /// <summary>The glyphs of a page's fields.</summary>
    public IEnumerable<Glyph> On(int page) => _byPage[page].SelectMany(field => BoxedText.In(field.Text, field.Place));

    private static Box BoxOf(PdfRectangle box) => new(box.Left, box.Bottom, box.Right, box.Top);

    private bool IsSeen(AcroFieldBase field, HiddenLayers? layers) =>
        !(field.Dictionary.TryGet(NameToken.F, _objects, out NumericToken? flags) && Annotations.IsUnseen((AnnotationFlags)flags.Int))
        && layers?.Hides(field.Dictionary) != true;

    private string TextOf(AcroFieldBase field) => InlineMark.Without(Value(field));

    private string Value(AcroFieldBase field) => field switch
    {
        AcroTextField text => text.Value ?? "",
        AcroCheckboxField box => ButtonState.IsOn(box.Dictionary, _objects) ? "[x]" : "[ ]",
        AcroRadioButtonField button => ButtonState.IsOn(button.Dictionary, _objects) ? "(x)" : "( )",
        AcroComboBoxField choice => string.Join(", ", choice.SelectedOptions),
        AcroListBoxField choice => string.Join(", ", choice.SelectedOptions),
        _ => "",
    };
}
