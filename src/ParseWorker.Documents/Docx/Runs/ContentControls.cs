using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Documents.Docx.Runs;

/// <summary>Tells content controls that were filled in from those that still show what to fill in.</summary>
internal static class ContentControls
{
    /// <summary>Whether a control shows its placeholder, which is no content (ISO/IEC 29500-1 §17.5.2.39).</summary>
    public static bool IsEmpty(SdtElement control) =>
        control.SdtProperties?.GetFirstChild<ShowingPlaceholder>() is { } placeholder && (placeholder.Val?.Value ?? true);
}
