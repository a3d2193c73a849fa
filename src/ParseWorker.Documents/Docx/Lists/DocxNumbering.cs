using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Styles;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx.Lists;

/// <summary>
/// Counts list points as Word does (ISO/IEC 29500-1 §17.9): a number per level, restarted when a higher level moves on.
/// Lists of one definition share their count, unless one says where it starts.
/// </summary>
internal sealed class DocxNumbering
{
    private const int Levels = 9;

    /// <summary>Definitions that name another's style; a longer chain is a circle.</summary>
    private const int MaxLinks = 8;

    private readonly DocxStyles _styles;

    private readonly Dictionary<int, NumberingInstance> _instances = [];
    private readonly Dictionary<int, AbstractNum> _definitions = [];
    private readonly Dictionary<AbstractNum, int[]> _counters = [];
    private readonly Dictionary<(int Id, int Level), Level?> _levels = [];
    private readonly Dictionary<(int Id, int Level), LevelOverride?> _overrides = [];
    private readonly HashSet<int> _begun = [];

    public DocxNumbering(MainDocumentPart main, DocxStyles styles)
    {
        _styles = styles;
        var numbering = main.NumberingDefinitionsPart?.Numbering;
        foreach (var instance in numbering?.Elements<NumberingInstance>() ?? [])
            if (instance.NumberID?.Value is { } id) _instances[id] = instance;
        foreach (var definition in numbering?.Elements<AbstractNum>() ?? [])
            if (definition.AbstractNumberId?.Value is { } id) _definitions[id] = definition;
    }

    /// <summary>Moves a list on by one point.</summary>
    /// <returns>Its label; empty for a bullet. Null when the level shows nothing.</returns>
    public string? Next(int id, int level)
    {
        if (Definition(id) is not { } definition) return "";
        var counters = Counters(definition);
        if (_begun.Add(id)) Restart(id, counters);
        counters[level] = counters[level] == 0 ? StartOf(id, level) : counters[level] + 1;
        Array.Clear(counters, level + 1, Levels - level - 1);
        return Label(id, level, counters);
    }

    private string? Label(int id, int level, int[] counters)
    {
        var format = FormatOf(id, level);
        if (format == NumberFormatValues.Bullet) return "";
        if (format == NumberFormatValues.None) return null;
        var text = InlineMark.Without(LevelOf(id, level)?.LevelText?.Val?.Value ?? $"%{level + 1}.");
        for (var part = 0; part <= level; part++)
        {
            var number = counters[part] == 0 ? StartOf(id, part) : counters[part];
            text = text.Replace($"%{part + 1}", NumberFormat.Write(number, FormatOf(id, part)), StringComparison.Ordinal);
        }
        return text.Trim();
    }

    /// <summary>The first point of a list that says where a level starts begins there (§17.9.27), whatever was counted before.</summary>
    private void Restart(int id, int[] counters)
    {
        for (var level = 0; level < Levels; level++)
            if (Override(id, level)?.StartOverrideNumberingValue is not null) counters[level] = 0;
    }

    private int[] Counters(AbstractNum definition)
    {
        if (!_counters.TryGetValue(definition, out var counters)) _counters[definition] = counters = new int[Levels];
        return counters;
    }

    /// <summary>A definition may stand for that of a numbering style (§17.9.21).</summary>
    private AbstractNum? Definition(int? id)
    {
        for (var links = 0; links < MaxLinks; links++)
        {
            if (Own(id) is not { } definition) return null;
            if (definition.NumberingStyleLink?.Val?.Value is not { } style) return definition;
            id = _styles.NumberingOf(style);
        }
        return null;
    }

    private AbstractNum? Own(int? id) =>
        id is { } known && _instances.GetValueOrDefault(known)?.AbstractNumId?.Val?.Value is { } definition
            ? _definitions.GetValueOrDefault(definition)
            : null;

    private NumberFormatValues FormatOf(int id, int level) => LevelOf(id, level)?.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal;

    private int StartOf(int id, int level) =>
        Override(id, level)?.StartOverrideNumberingValue?.Val?.Value ?? LevelOf(id, level)?.StartNumberingValue?.Val?.Value ?? 1;

    private Level? LevelOf(int id, int level)
    {
        if (!_levels.TryGetValue((id, level), out var known))
            _levels[(id, level)] = known = Override(id, level)?.Level
                ?? Definition(id)?.Elements<Level>().FirstOrDefault(found => found.LevelIndex?.Value == level);
        return known;
    }

    private LevelOverride? Override(int id, int level)
    {
        if (!_overrides.TryGetValue((id, level), out var known))
            _overrides[(id, level)] = known =
                _instances.GetValueOrDefault(id)?.Elements<LevelOverride>().FirstOrDefault(found => found.LevelIndex?.Value == level);
        return known;
    }
}
