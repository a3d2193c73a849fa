using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>The angle that a letter's baseline runs at, in degrees from the page's right to its top.</summary>
internal static class GlyphAngle
{
    public static double Of(Letter letter) => letter.TextOrientation switch
    {
        TextOrientation.Horizontal => 0,
        TextOrientation.Rotate90 => -90,
        TextOrientation.Rotate180 => 180,
        TextOrientation.Rotate270 => 90,
        _ => Math.Atan2(letter.EndBaseLine.Y - letter.StartBaseLine.Y, letter.EndBaseLine.X - letter.StartBaseLine.X) * 180 / Math.PI,
    };

    /// <summary>From one angle to another, over -180 and up to 180.</summary>
    public static double Between(double from, double to)
    {
        var angle = (to - from) % 360;
        return angle > 180 ? angle - 360 : angle <= -180 ? angle + 360 : angle;
    }
}
