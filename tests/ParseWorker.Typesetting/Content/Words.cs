namespace ParseWorker.Typesetting.Content;

/// <summary>What made-up text is made of.</summary>
internal static class Words
{
    public static IReadOnlyList<string> Nouns { get; } = Split(
        "water field report river season measure station year number growth village market harvest supply company method sample "
        + "result analysis program support council region energy capital service review system average increase decline control "
        + "quality standard project finance training health school student teacher community policy budget agreement committee "
        + "population temperature pressure concentration distribution infrastructure maintenance contract employee customer "
        + "insurance equipment transport bridge airport railway hospital patient treatment vaccine species habitat forest fishery "
        + "coastline sediment groundwater reservoir drainage fertilizer wheat barley maize livestock export import tariff "
        + "currency interest mortgage dividend audit ledger invoice shipment warehouse inventory manufacturer component assembly "
        + "voltage circuit sensor algorithm dataset experiment hypothesis variable parameter threshold interval survey respondent "
        + "household income employment retirement pension allowance license permit regulation statute court judgment defendant "
        + "testimony election ballot parliament minister treaty border migration heritage museum archive manuscript edition "
        + "chapter paragraph author publisher translation grammar");

    public static IReadOnlyList<string> Adjectives { get; } = Split(
        "local national annual regional public private early late high low average total several many recent previous "
        + "additional significant average technical financial agricultural industrial environmental commercial residential "
        + "statistical experimental preliminary provisional estimated reported adjusted seasonal permanent temporary domestic "
        + "foreign rural urban northern southern eastern western coastal upper lower first second third short long wide narrow "
        + "deep shallow strong weak stable new old large small medium");

    public static IReadOnlyList<string> Verbs { get; } = Split(
        "shows describes includes covers reflects exceeds follows supports requires reduces raises replaces confirms compares "
        + "measures indicates represents remains depends provides contains reaches declines improves affects determines precedes "
        + "establishes maintains limits");

    public static IReadOnlyList<string> Names { get; } = Split(
        "Anderson Berlin Chicago Dalton Emerson Fairfax Geneva Hamilton Ithaca Jackson Kingston Lisbon Madison Norfolk Oakland "
        + "Preston Quincy Richmond Salem Trenton Utrecht Vienna Winchester Xenia Yorktown Zurich Albany Bristol Concord Denver "
        + "Ellsworth Franklin Granada Hastings Monterey Newport Oxford Portland Raleigh Savannah Toledo Valencia Warsaw");

    public static IReadOnlyList<string> Months { get; } = Split(
        "January February March April May June July August September October November December");

    public static IReadOnlyList<string> Units { get; } = Split(
        "km kg mm % USD EUR m² °C kWh ha t/ha mg/L ppm hours days");

    private static string[] Split(string words) => words.Split(' ');
}
