using System.Text;

namespace ParseWorker.Documents.Text.Charsets;

/// <summary>
/// Says how well bytes read under an East Asian encoding: the commonest characters of its language count most, characters that are
/// hardly ever used count against it.
/// </summary>
internal static class EastAsianGuess
{
    private const string Simplified =
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
        + "请件合同金额万元公司电话地址日期数量单价总计编号名称产品订单客户备注附查收";

    private const string Traditional =
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心"
        + "請件合約金額萬元公司電話地址日期數量單價總計編號名稱產品訂單客戶備註附查收";

    /// <summary>Kana tell Japanese; these stand where there are none: in the columns of exports.</summary>
    private const string Japanese =
        "日本東京大阪都道府県市区町村番号名前氏住所電話会社株式年月金額合計数量単価商品請求書注文契約納見積備考担当者部門課長様円税込消費在庫売上仕入先顧客支払期限発行社員種類内容件状況登録更新変時間分人一二三四五六七八九十";

    private const string Korean =
        "이다는의가을에한고를은지로사도하기자리서인시대나어부일스정제수해아그만보들라원장연구상동주전공성여과보조세비유화관계안내용결국내문제품명금액합회처번호소";

    private static readonly (int CodePage, HashSet<char> Common)[] Encodings =
    [
        (54936, [.. Simplified]),
        (950, [.. Traditional]),
        (932, [.. Japanese]),
        (51932, [.. Japanese]),
        (949, [.. Korean]),
    ];

    /// <summary>The encodings that the bytes are valid in, each with a score per character beyond ASCII, from about -1 to 2.</summary>
    public static IEnumerable<(Encoding Encoding, double Score)> Of(byte[] bytes)
    {
        foreach (var (codePage, common) in Encodings)
            if (LanguageLetters.EncodingOf(codePage) is { } encoding && Decoded(bytes, encoding) is { } text)
                yield return (encoding, Score(text, codePage, common));
    }

    /// <summary>The text, but for a character that is cut off at the end; null for bytes that the encoding does not have.</summary>
    private static string? Decoded(byte[] bytes, Encoding encoding)
    {
        var strict = CodePagesEncodingProvider.Instance.GetEncoding(
            encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        try
        {
            var text = new char[strict.GetMaxCharCount(bytes.Length)];
            return new string(text, 0, strict.GetDecoder().GetChars(bytes, 0, bytes.Length, text, 0, flush: false));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static double Score(string text, int codePage, HashSet<char> common)
    {
        var (sum, count) = (0.0, 0);
        foreach (var character in text)
        {
            if (character < 0x80) continue;
            count++;
            sum += Score(character, codePage, common);
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double Score(char character, int codePage, HashSet<char> common)
    {
        var isJapanese = codePage is 932 or 51932;
        if (common.Contains(character)) return 2;
        return character switch
        {
            >= '\u3041' and <= '\u30FF' => isJapanese ? 2 : 0,
            >= '\u3000' and <= '\u303F' or >= '\uFF01' and <= '\uFF5E' => 1,
            >= '\uFF61' and <= '\uFF9F' => -0.5,
            >= '\uAC00' and <= '\uD7A3' => codePage == 949 ? 1 : -1,
            >= '\u4E00' and <= '\u9FFF' => codePage == 949 ? -0.5 : IsUsual(character, codePage) ? 0.5 : -0.5,
            >= '\uE000' and <= '\uF8FF' => -3,
            < '\u0250' => -1,
            _ => -0.3,
        };
    }

    /// <summary>The standards put the characters of everyday use first: GB 2312 to D7, Big5 to C6, JIS X 0208 to 97 (Shift-JIS) or CF
    /// (EUC).</summary>
    private static bool IsUsual(char character, int codePage)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = LanguageLetters.EncodingOf(codePage)!.GetBytes([character], bytes);
        return length == 2 && codePage switch
        {
            54936 => bytes[0] is >= 0xB0 and <= 0xD7 && bytes[1] >= 0xA1,
            950 => bytes[0] is >= 0xA4 and <= 0xC6,
            932 => bytes[0] is >= 0x88 and <= 0x97,
            _ => bytes[0] is >= 0xB0 and <= 0xCF,
        };
    }
}
