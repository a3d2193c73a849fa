using System.Collections.Frozen;

namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>
/// Tells whether lines are in a language whose letters bear marks, by letters the recogniser knows and by words that are on every page of
/// such a language and in no English one. Words are looked up without their marks, as the recogniser reads most of them.
/// </summary>
internal static class ForeignText
{
    /// <summary>Words at least: one may be a name, or misread.</summary>
    private const int Fewest = 2;

    private static readonly FrozenSet<string> English = Words("""
        the of and to in is for that on with as it was by are be this from at or not have has an you your we our his her their they but
        which were been will all no if any may can there who when than other more please thank only
        """);

    /// <summary>The commonest words of two dozen languages, and what bills say, which have few words.</summary>
    private static readonly FrozenSet<string> Foreign = Words("""
        der das und ist nicht mit von dem des ein eine einen einer einem auf fur zu sich auch nach bei aus wird sind uber oder zum zur
        werden wurde durch kann noch nur wie dass ihr sie ich bis mehr rechnung summe uhr mwst betrag strasse
        le la les de du et une dans que qui sur pas avec sont cette aux vous nous ont ete ses leur mais elle tva ttc facture montant merci
        el los las del una por para como pero sus este esta sobre entre iva factura fecha gracias
        os da dos das uma nao mais ao pelo pela foi sao na
        il gli di che non della nel dei delle alla sono anche piu
        het een voor niet naar bij wordt zijn deze ook aan dat btw
        och att det som inte ett med av fran eller pa moms kvitto
        og til af ikke blev skal ved fra jeg har efter
        ja oli etta ovat kun myos mutta tai joka
        sie nie jest tez dnia roku prosze tylko ze jak przez dla oraz przy lub jako ktory ktora ktore byl jego razem faktura
        je jsou bylo aby ktery ktera podle nebo pri alebo ako
        az hogy nem egy ez volt csak vagy
        ve bir bu icin ile olarak olan daha gibi kadar cok
        nu este din pentru sunt mai prin
        za koji koja kao ili bio nije tudi ter ir kad yra kaip bet
        """);

    public static bool IsLikely(IEnumerable<string> lines)
    {
        var (foreign, english) = (0, 0);
        foreach (var word in lines.SelectMany(line => line.Split(' ')))
        {
            var plain = Diacritics.Of(word.Trim(Around)).ToLowerInvariant();
            if (English.Contains(plain)) english++;
            else if (Foreign.Contains(plain) || word.Any(Diacritics.IsMarked)) foreign++;
        }
        return foreign >= Fewest && foreign > english;
    }

    /// <summary>What may stand around a word.</summary>
    private static readonly char[] Around = [.. ".,:;!?()[]\"'“”„«»‘’-/"];

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
