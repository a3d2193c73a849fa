using System.Text;

namespace ParseWorker.Documents.Text.Charsets;

/// <summary>A language, by the letters beyond ASCII that it is written in, and the encodings of one byte a character used for it.</summary>
/// <param name="Letters">Small letters; capitals follow from them. In Greek and Cyrillic the commonest come first.</param>
/// <param name="CodePages">Windows' numbers, the likelier first.</param>
/// <param name="IsLatin">Whether its other letters are ASCII's.</param>
/// <param name="Handicap">Taken off the score of a language that few documents are in, whose letters are another's in other
/// encodings.</param>
internal sealed record LanguageLetters(string Letters, int[] CodePages, bool IsLatin = false, double Handicap = 0)
{
    private static readonly int[] Western = [1252];
    private static readonly int[] Central = [1250, 28592];
    private static readonly int[] Baltic = [1257, 28594];

    /// <summary>Whether the order of the letters is that of how common they are.</summary>
    public bool IsRanked => Letters[0] is 'о' or 'α';

    /// <summary>The languages; first the Western ones, which win where others do not clearly.</summary>
    public static IReadOnlyList<LanguageLetters> All { get; } =
    [
        new("éèêàçùôîâûëïœæ", Western, true),
        new("äöüß", Western, true),
        new("áéíóúñü¿¡", Western, true),
        new("ãõâêôçáàéíóúü", Western, true),
        new("àèéìòù", Western, true),
        new("åäöæøéüó", Western, true),
        new("áéíóúýþðæö", Western, true, Handicap: 0.2),
        new("ąćęłńóśźż", Central, true),
        new("áčďéěíňóřšťúůýž", Central, true),
        new("áäčďéíĺľňóôŕšťúýž", Central, true),
        new("áéíóöőúüű", Central, true),
        new("ăâîşţșț", Central, true),
        new("čćđšž", Central, true),
        new("äöüß", Central, true),
        new("çğıiöşüâîû", [1254], true),
        new("ąčęėįšųūž", Baltic, true),
        new("āčēģīķļņšūž", Baltic, true),
        new("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", [1251, 20866, 866, 28595, 10007]),
        new("оаиніветрслкдупмязьбгйчхжцюєїфшщґ", [1251, 21866]),
        new("оаеинјстрвкулдмпзгбчцжхшћђњљџф", [1251, 28595]),
        new("αοιετσνηυρπκμλωςγδθχφβξζψάέήίόύώϊϋΐΰ", [1253, 28597]),
        new("אבגדהוזחטיכלמנסעפצקרשתםןךףץ", [1255, 28598]),
        new("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ،؟", [1256, 28596]),
        new("กขคงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืฺุูเแโใไๅ็่้๊๋์ํๆฯ", [874]),
    ];

    /// <summary>An encoding by its number; null when there is none.</summary>
    public static Encoding? EncodingOf(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage);
}
