using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Fields;

/// <summary>Tells whether a check box or a radio button is drawn as on (PDF 1.7 reference, §8.6.3).</summary>
internal static class ButtonState
{
    /// <summary>The state of every button that is not on.</summary>
    private const string Off = "Off";

    /// <summary>
    /// By the state of its appearance, and where it has none by its field's value: the buttons of a group share one, which names the
    /// appearance of the one that is on.
    /// </summary>
    /// <param name="button">Its dictionary, with what it inherits.</param>
    /// <param name="objects">The document's.</param>
    public static bool IsOn(DictionaryToken button, IPdfTokenScanner objects)
    {
        if (button.TryGet(NameToken.As, objects, out NameToken? state)) return state.Data != Off;
        if (!button.TryGet(NameToken.V, objects, out NameToken? value) || value.Data == Off) return false;
        if (!button.TryGet(NameToken.Ap, objects, out DictionaryToken? appearances)) return true;
        return !appearances.TryGet(NameToken.N, objects, out DictionaryToken? states) || states.ContainsKey(value);
    }
}
