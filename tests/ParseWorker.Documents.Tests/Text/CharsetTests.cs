using System.Text;

namespace ParseWorker.Documents.Tests.Text;

/// <summary>Text that names no encoding is read in the one it was written in, as text and as CSV, in every encoding that mail and exports
/// still use.</summary>
public sealed class CharsetTests
{
    public static TheoryData<string, string> Sentences => new()
    {
        { "windows-1251", "Счёт на оплату № 45 от 3 июня, сумма 12 500 руб." },
        { "koi8-r", "Добрый день, договор во вложении." },
        { "koi8-u", "Добрий день, рахунок їхньої фірми у вкладенні." },
        { "cp866", "Отчёт о продажах за второй квартал" },
        { "iso-8859-5", "Список сотрудников и их телефоны" },
        { "x-mac-cyrillic", "Протокол собрания акционеров общества" },
        { "gb18030", "请查收附件中的合同，金额一万元。" },
        { "gb2312", "产品名称、数量和单价见下表" },
        { "big5", "請查收附件中的合約，金額一萬元。" },
        { "shift_jis", "請求書をご確認ください。よろしくお願いします。" },
        { "shift_jis", "東京都の請求書" },
        { "euc-jp", "番号と担当者、合計金額" },
        { "shift_jis", "番号、担当者、合計金額" },
        { "euc-jp", "会議の資料を添付しました。" },
        { "iso-2022-jp", "請求書をご確認ください。" },
        { "euc-kr", "첨부한 계약서를 확인해 주시기 바랍니다." },
        { "iso-8859-2", "Zażółć gęślą jaźń, proszę o źródło i ścieżkę" },
        { "windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy" },
        { "windows-1252", "Größe – naïve Übergabe an der Straße" },
        { "iso-8859-1", "Le château de l'évêque est fermé à Noël" },
        { "iso-8859-15", "La forêt brûle près de la ville où je suis né" },
        { "windows-1253", "Καλημέρα, σας στέλνω το συμβόλαιο." },
        { "iso-8859-7", "Η συνάντηση θα γίνει την Τρίτη το πρωί" },
        { "windows-1254", "İşçi sayısı ve ücretler aşağıdaki çizelgede gösterilmiştir" },
        { "iso-8859-9", "Toplantı yarın öğleden sonra yapılacak, lütfen katılınız" },
        { "windows-1255", "שלום, החוזה מצורף להודעה" },
        { "iso-8859-8", "הפגישה תתקיים מחר בבוקר" },
        { "windows-1256", "مرحبا، العقد مرفق بهذه الرسالة" },
        { "iso-8859-6", "الاجتماع يوم الثلاثاء صباحا" },
        { "windows-1257", "Sąskaita faktūra už paslaugas, mokėjimo terminas keturiolika dienų" },
        { "windows-874", "เรียนคุณลูกค้า กรุณาตรวจสอบใบแจ้งหนี้" },
    };

    private static byte[] Encoded(string encoding, string text) => CodePagesEncodingProvider.Instance.GetEncoding(encoding) is { } page
        ? page.GetBytes(text)
        : Encoding.GetEncoding(encoding).GetBytes(text);

    [Theory, MemberData(nameof(Sentences))]
    public async Task Read_TextOfOneSentence_IsDecoded(string encoding, string sentence) =>
        Assert.Equal([sentence], await Parsed.TextsAsync(Encoded(encoding, sentence), "a.txt"));

    [Theory, MemberData(nameof(Sentences))]
    public async Task Read_CsvWithEnglishColumns_IsDecoded(string encoding, string sentence)
    {
        var csv = $"Number;Description of the item;Delivery date\n17;{sentence};2024-05-06\n18;{sentence};2024-05-07\n";
        Assert.Contains($"| {sentence} |", Assert.Single(
            await Parsed.TextsAsync(Encoded(encoding, csv), "a.csv", Core.Parses.TableFormat.Markdown)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Price: £100, size 25 m², 20 °C, ½ off")]
    [InlineData("A café in Zürich")]
    [InlineData("“Quoted” – that’s it…")]
    [InlineData("Copyright © 2024, all rights reserved®")]
    public async Task Read_EnglishWithASymbolOrTwo_IsWestern(string text) =>
        Assert.Equal([text], await Parsed.TextsAsync(Encoded("windows-1252", text), "a.txt"));

    [Fact]
    public async Task Read_Utf8WithABrokenCharacter_StaysUtf8()
    {
        var text = string.Concat(Enumerable.Repeat("Größe der Übergabe, naïve Café-Gäste. ", 20));
        byte[] broken = [.. Encoding.UTF8.GetBytes(text), 0xC3, (byte)'.'];
        Assert.StartsWith("Größe der Übergabe", Assert.Single(await Parsed.TextsAsync(broken, "a.txt")), StringComparison.Ordinal);
    }

    /// <summary>One line longer than what is looked at: cut where its sample ends, within a character in every other place.</summary>
    [Theory]
    [InlineData("gb18030", "请查收附件中的合同，金额一万元。")]
    [InlineData("big5", "請查收附件中的合約，金額一萬元。")]
    [InlineData("shift_jis", "請求書をご確認ください。よろしくお願いします。")]
    [InlineData("euc-kr", "첨부한 계약서를 확인해 주시기 바랍니다.")]
    public async Task Read_LongLineOfTwoByteCharacters_IsTold(string encoding, string sentence)
    {
        foreach (var start in new[] { "", "a" })
        {
            var text = start + string.Concat(Enumerable.Repeat(sentence, 4000));
            var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text);
            Assert.Equal(text, Assert.Single(await Parsed.TextsAsync(bytes, "a.txt")));
        }
    }
}
