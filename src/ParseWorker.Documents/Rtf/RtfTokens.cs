using System.Globalization;
using System.Text;

namespace ParseWorker.Documents.Rtf;

/// <summary>Takes RTF apart (RTF 1.9.1 specification, "RTF syntax").</summary>
internal sealed class RtfTokens(byte[] rtf)
{
    /// <summary>Letters of a control word, by the specification.</summary>
    private const int MaxWord = 32;

    private const int MaxDigits = 10;

    private int _at;

    public IEnumerable<RtfToken> Read()
    {
        while (_at < rtf.Length)
        {
            var value = rtf[_at++];
            if (value == '{') yield return new(RtfKind.Open);
            else if (value == '}') yield return new(RtfKind.Close);
            else if (value == '\\') yield return Control();
            else if (value is not ((byte)'\r' or (byte)'\n' or 0)) yield return new(RtfKind.Byte, "", value);
        }
    }

    private RtfToken Control()
    {
        if (_at == rtf.Length) return new(RtfKind.Control, " ");
        var first = (char)rtf[_at];
        if (char.IsAsciiLetter(first)) return Word();
        _at++;
        if (first is '\\' or '{' or '}') return new(RtfKind.Byte, "", first);
        return first == '\'' ? Hexadecimal() : new(RtfKind.Control, first is '\r' or '\n' ? "par" : first.ToString());
    }

    private RtfToken Word()
    {
        var name = Take(MaxWord, char.IsAsciiLetter);
        var number = Take(MaxDigits + 1, next => char.IsAsciiDigit(next) || next == '-');
        if (_at < rtf.Length && rtf[_at] == ' ') _at++;
        var value = int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : (int?)null;
        if (name == "bin") _at = (int)Math.Min(rtf.Length, _at + (long)Math.Max(0, value ?? 0));
        return new(RtfKind.Control, name, value);
    }

    private string Take(int most, Func<char, bool> wanted)
    {
        var start = _at;
        while (_at < rtf.Length && _at - start < most && wanted((char)rtf[_at])) _at++;
        return Encoding.ASCII.GetString(rtf, start, _at - start);
    }

    private RtfToken Hexadecimal()
    {
        var digits = Take(2, char.IsAsciiHexDigit);
        return digits.Length == 2 ? new(RtfKind.Byte, "", Convert.ToInt32(digits, 16)) : new(RtfKind.Control, "'");
    }
}
