namespace ParseWorker.Core.Engines;

/// <summary>Other names for models, by the longest that fits.</summary>
public sealed class ModelAliases
{
    private const char Wildcard = '*';

    private readonly List<(string Name, string Model)> _longestFirst;

    /// <summary>Reads the list.</summary>
    /// <exception cref="FormatException">An entry is not <c>name=model</c>, or a name is given twice.</exception>
    public ModelAliases(string names)
    {
        _longestFirst = [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)
            .OrderByDescending(alias => alias.Name.Length)];
        if (_longestFirst.GroupBy(alias => alias.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FormatException($"the name {twice.Key} is given more than once");
    }

    /// <summary>The names, as an error message lists them.</summary>
    public IEnumerable<string> Names => _longestFirst.Select(alias => alias.Name).Order(StringComparer.Ordinal);

    /// <summary>The models that names stand for.</summary>
    public IEnumerable<string> Models => _longestFirst.Select(alias => alias.Model).Distinct();

    /// <summary>The model that a name stands for, or null; case matters.</summary>
    public string? Find(string name) => _longestFirst.Find(alias => Fits(alias.Name, name)).Model;

    private static bool Fits(string alias, string name) => alias.EndsWith(Wildcard)
        ? name.StartsWith(alias[..^1], StringComparison.Ordinal)
        : name == alias;

    private static (string Name, string Model) Read(string entry) =>
        entry.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { Length: > 0 } model]
        ? (name, model)
        : throw new FormatException($"'{entry}' is not name=model");
}
