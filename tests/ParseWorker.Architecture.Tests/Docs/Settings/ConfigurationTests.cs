using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs.Settings;

/// <summary>The settings are documented by what the programs are built of.</summary>
public sealed partial class ConfigurationTests
{
    private const string Document = "deploy/docs/configuration.md";

    public static TheoryData<string> Bounded =>
        [.. OptionsClass.All.SelectMany(options => options.Settings).Where(setting => setting.Bounds is not null)
            .Select(setting => setting.Name)];

    [Fact]
    public void Configuration_AsDocumented_IsWhatTheOptionsSay()
    {
        GeneratedText.IsCurrent(Document, OptionsClass.All.SelectMany(Section).Append(""));
    }

    [Fact]
    public void Options_OfEveryProject_AreDocumentedOrPartOfSuch()
    {
        // A dictionary of options is documented by what it holds.
        var documented = OptionsClass.All.Select(options => options.Type).ToHashSet();

        Assert.All(OptionsClass.Named, type => Assert.True(
            documented.Contains(type) || type.BaseType!.GetGenericArguments().Any(documented.Contains),
                $"{type} has no Section constant: is it bound?"));
        Assert.True(documented.Count >= 8, $"Only {documented.Count} classes of options were found.");
    }

    // Whoever reads the source and whoever reads the document are told the same.
    [Theory, MemberData(nameof(Bounded))]
    public void Summary_OfABoundedSetting_StatesItsBounds(string name)
    {
        var setting = OptionsClass.All.SelectMany(options => options.Settings).Single(setting => setting.Name == name);

        Assert.Contains(setting.Bounds!, setting.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_NamedAnywhereInTheDocuments_Exist()
    {
        var sections = OptionsClass.All.Select(options => options.Prefix.TrimEnd('_'));
        var known = OptionsClass.All.SelectMany(options => options.Settings).Select(setting => setting.Name).Concat(sections).ToHashSet();
        string[] prefixes = [.. OptionsClass.All.Select(options => options.Prefix.Split("__")[0]).Distinct()];

        var unknown =
            from document in Documents.Current.Concat(Documents.Examples)
            from line in Project.ReadLines(document)
            from Match match in Name().Matches(line)
            where prefixes.Contains(match.Groups[1].Value)
            let name = Named().Replace(match.Value, "$1__<name>__")
            where !known.Contains(name)
            select $"{document}: {match.Value}";

        Assert.Empty(unknown);
    }

    private static IEnumerable<string> Section(OptionsClass options)
    {
        yield return "";
        yield return $"### `{options.Prefix.TrimEnd('_')}`";
        yield return $"{SectionName().Replace(XmlComments.Summary(options.Type), "")}. Read by {options.Readers}.";
        yield return "";
        foreach (var line in options.Settings.SelectMany(setting => setting.Lines)) yield return line;
    }

    [GeneratedRegex("[;,]? (configuration )?section `[^`]*`\\.?$")]
    private static partial Regex SectionName();

    [GeneratedRegex(@"\b([A-Z][A-Za-z]+)__[A-Za-z<][A-Za-z_<>-]*[A-Za-z>]")]
    private static partial Regex Name();

    // Sections that hold others by name.
    [GeneratedRegex("^(Models|Operators)__[A-Za-z<>-]+__")]
    private static partial Regex Named();
}
