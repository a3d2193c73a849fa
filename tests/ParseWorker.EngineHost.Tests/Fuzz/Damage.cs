using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace ParseWorker.EngineHost.Tests.Fuzz;

/// <summary>Damages a document, the same way for the same seed: what disks, networks and ill will do to one.</summary>
internal sealed partial class Damage(int seed)
{
    private const int Deep = 30_000;

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy. Of a zip, one part is damaged and the rest packed anew, so that its checksums don't hide the part's
    /// reader.</summary>
    public byte[] Apply(byte[] document)
    {
        var isZip = document.AsSpan().StartsWith("PK\u0003\u0004"u8);
        return isZip && _random.Next(5) > 0 ? InPart(document) : Plain(document);
    }

    private byte[] Plain(byte[] document)
    {
        if (document.Length == 0) return document;
        var damaged = document.ToArray();
        return _random.Next(8) switch
        {
            0 or 1 => Flip(damaged),
            2 => damaged[.._random.Next(damaged.Length)],
            3 => Cut(damaged),
            4 => Doubled(damaged),
            5 => WithLength(damaged),
            6 => WithNumber(damaged),
            _ => Nested(damaged),
        };
    }

    private byte[] Flip(byte[] document)
    {
        for (var hit = 0; hit < 1 + _random.Next(12); hit++) document[_random.Next(document.Length)] ^= (byte)(1 << _random.Next(8));
        return document;
    }

    private byte[] Cut(byte[] document)
    {
        var (from, to) = Stretch(document);
        return [.. document[..from], .. document[to..]];
    }

    private byte[] Doubled(byte[] document)
    {
        var (from, to) = Stretch(document);
        return [.. document[..to], .. document[from..]];
    }

    /// <summary>A length field that lies: binary, at any place.</summary>
    private byte[] WithLength(byte[] document)
    {
        byte[][] lengths = [[0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0, 0, 0, 0x80],
            [0x80, 0, 0, 0]];
        var length = lengths[_random.Next(lengths.Length)];
        for (var at = _random.Next(document.Length); at < document.Length && length.Length > 0; at++,
            length = length[1..]) document[at] = length[0];
        return document;
    }

    /// <summary>The same, where lengths are written in digits.</summary>
    private byte[] WithNumber(byte[] document)
    {
        var text = Encoding.Latin1.GetString(document);
        var numbers = Number().Matches(text);
        if (numbers.Count == 0) return Flip(document);
        string[] lies = ["0", "-1", "2147483647", "4294967296", "99999999999999999999", "0.00000000001"];
        var number = numbers[_random.Next(numbers.Count)];
        return Encoding.Latin1.GetBytes(text[..number.Index] + lies[_random.Next(lies.Length)] + text[(number.Index + number.Length)..]);
    }

    /// <summary>Something that opens and opens: brackets, tags, or a piece of the document itself.</summary>
    private byte[] Nested(byte[] document)
    {
        var at = _random.Next(document.Length);
        var tags = Tag().Matches(Encoding.Latin1.GetString(document));
        string[] openers = ["[", "<<", "(", "{", "{\\rtf1 ", "<div>", "<b>", "<table><tr><td>", "> ",
            tags.Count > 0 ? tags[_random.Next(tags.Count)].Value : "{["];
        var nesting = string.Concat(Enumerable.Repeat(openers[_random.Next(openers.Length)], 1 + _random.Next(Deep)));
        return [.. document[..at], .. Encoding.Latin1.GetBytes(nesting), .. document[at..]];
    }

    private byte[] InPart(byte[] document)
    {
        using var result = new MemoryStream();
        using (var old = new ZipArchive(new MemoryStream(document)))
        using (var made = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            var victim = _random.Next(old.Entries.Count);
            for (var at = 0; at < old.Entries.Count; at++)
            {
                using var content = new MemoryStream();
                using (var part = old.Entries[at].Open()) part.CopyTo(content);
                using var copy = made.CreateEntry(old.Entries[at].FullName, LevelOf(old.Entries[at])).Open();
                copy.Write(at == victim ? Plain(content.ToArray()) : content.ToArray());
            }
        }
        return result.ToArray();
    }

    /// <summary>OpenDocument's type is found where it is stored as it is.</summary>
    private static CompressionLevel LevelOf(ZipArchiveEntry entry) => entry.CompressedLength == entry.Length
        ? CompressionLevel.NoCompression : CompressionLevel.Fastest;

    private (int From, int To) Stretch(byte[] document)
    {
        var from = _random.Next(document.Length);
        return (from, Math.Min(document.Length, from + 1 + _random.Next(Math.Max(1, document.Length / 4))));
    }

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"<[\w:]+[^<>/]{0,60}>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
