using UtfUnknown;

namespace ParseWorker.Documents.Text;

/// <summary>
/// Tells when bytes are letters of another script than Latin. The detector's guesses among Latin alphabets are too weak to follow.
/// </summary>
internal static class OtherScript
{
    /// <summary>What UTF.Unknown 2.8 gives a Russian sentence is 0.61.</summary>
    private const float Likely = 0.6f;

    /// <summary>Bytes the detector looks at.</summary>
    private const int DetectorBytes = 256 * 1024;

    /// <summary>East Asian, Cyrillic, Greek, Hebrew, Arabic and Thai encodings, as UTF.Unknown names them.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "big5", "cp949", "euc-jp", "euc-kr", "euc-tw", "gb18030", "hz-gb-2312", "iso-2022-cn", "iso-2022-jp", "iso-2022-kr", "shift-jis",
        "ibm855", "ibm866", "iso-8859-5", "koi8-r", "windows-1251", "x-mac-cyrillic",
        "iso-8859-7", "windows-1253", "iso-8859-8", "windows-1255", "iso-8859-6", "windows-1256", "iso-8859-11", "tis-620",
    };

    /// <summary>The encoding's name, or null for what may be Latin.</summary>
    public static string? Detect(byte[] bytes)
    {
        if (!IsMostlyHigh(bytes)) return null;
        var found = CharsetDetector.DetectFromBytes(bytes, 0, Math.Min(bytes.Length, DetectorBytes)).Detected;
        return found is not null && found.Confidence >= Likely && Names.Contains(found.EncodingName) ? found.EncodingName : null;
    }

    /// <summary>Accented letters are few among Latin ones; other scripts use hardly any byte of ASCII but the space.</summary>
    private static bool IsMostlyHigh(byte[] bytes)
    {
        var high = bytes.Count(value => value >= 0x80);
        var letters = bytes.Count(value => char.IsAsciiLetter((char)value));
        return high > letters;
    }
}
