using System.Reflection;

namespace ParseWorker.Architecture.Tests.Docs.Settings;

/// <summary>A class of options that a program reads: its section, as a prefix of environment variables, and its settings.</summary>
internal sealed record OptionsClass(Type Type, string Prefix)
{
    private static readonly string[] Assemblies =
        ["ParseWorker.Api", "ParseWorker.Worker", "ParseWorker.Postgres", "ParseWorker.Queueing", "ParseWorker.S3", "ParseWorker.Core"];

    /// <summary>Every type that is named so, whether it is documented or not.</summary>
    public static IEnumerable<Type> Named => Assemblies.SelectMany(name => Assembly.Load(name).GetTypes())
        .Where(type => type is { IsClass: true, IsNested: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));

    /// <summary>Those that are bound to a section, in the order of its name; those of a dictionary stand for any name in it.</summary>
    public static IReadOnlyList<OptionsClass> All { get; } = [.. Named.Select(Bound).OfType<OptionsClass>()
        .OrderBy(options => options.Prefix, StringComparer.Ordinal)];

    /// <summary>Who reads them.</summary>
    public string Readers => Type.Assembly.GetName().Name switch
    {
        "ParseWorker.Api" => "the API",
        "ParseWorker.Worker" => "workers",
        _ => "the API and workers",
    };

    /// <summary>What can be set, in the order of the source.</summary>
    public IEnumerable<Setting> Settings => Type
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.SetMethod is { IsPublic: true }).OrderBy(property => property.MetadataToken)
        .Select(property => new Setting(Prefix + property.Name, property, Activator.CreateInstance(Type)!));

    private static OptionsClass? Bound(Type type)
    {
        if (type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static) is not { } field) return null;
        var section = (string)field.GetRawConstantValue()!;
        return type.BaseType is { IsGenericType: true } map && map.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            ? new OptionsClass(map.GetGenericArguments()[1], $"{section}__<name>__")
            : new OptionsClass(type, section.Replace(":", "__", StringComparison.Ordinal) + "__");
    }
}
