using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs.Settings;

/// <summary>One setting of a program, as its property, attributes and summary say.</summary>
/// <param name="Name">The environment variable that sets it.</param>
/// <param name="Property">The property that holds it.</param>
/// <param name="Options">An instance with its default.</param>
internal sealed record Setting(string Name, PropertyInfo Property, object Options)
{
    // What the machine decides would make the document differ from machine to machine.
    private static readonly Dictionary<string, string> OfTheMachine = new() { ["Worker__Slots"] = "the number of processors" };

    /// <summary>The bounds of its range, "1 to 64"; null without a range.</summary>
    public string? Bounds => Property.GetCustomAttribute<RangeAttribute>() is { } range ? ValueText.Of(range, Property.Name) : null;

    /// <summary>The property's summary.</summary>
    public string Summary => XmlComments.Summary(Property);

    /// <summary>The lines that describe it: name, default and bounds, then what it means.</summary>
    public IEnumerable<string> Lines => Wrapped.Lines($"{Facts}. {Meaning}", Wrapped.Width - 2)
        .Select((line, at) => (at == 0 ? "- " : "  ") + line);

    private string Facts => $"**`{Name}`**: {Default}" + ((Bounds ?? Values) is { Length: > 0 } choice ? $" ({choice})" : "");

    private string Default => OfTheMachine.GetValueOrDefault(Name) ?? ValueText.Of(Property.GetValue(Options), Property.Name) switch
    {
        "" when Property.IsDefined(typeof(RequiredAttribute)) => "required",
        "" => "unset",
        var value => value,
    };

    private string Values => Property.PropertyType.IsEnum ? string.Join(", ", Enum.GetNames(Property.PropertyType)) : "";

    // The bounds stand before it already.
    private string Meaning
    {
        get
        {
            var text = Bounds is null ? Summary : Regex.Replace(Summary, $"[,;:]? {Regex.Escape(Bounds)}", "");
            return Property.PropertyType.IsEnum
                ? $"{text} {string.Join(' ', Property.PropertyType.GetFields().Where(member => member.IsLiteral).Select(Member))}" : text;
        }
    }

    private static string Member(FieldInfo field) => $"`{field.Name}`: {XmlComments.Summary(field)}";
}
