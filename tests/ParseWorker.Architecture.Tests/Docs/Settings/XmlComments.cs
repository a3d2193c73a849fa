using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ParseWorker.Architecture.Tests.Docs.Settings;

/// <summary>The summaries that the compiler lays beside an assembly, as Markdown.</summary>
internal static partial class XmlComments
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Read = new();

    public static string Summary(Type type) => Summary(type.Assembly, $"T:{type.FullName}");

    public static string Summary(MemberInfo member) =>
        Summary(member.Module.Assembly, $"{(member is PropertyInfo ? 'P' : 'F')}:{member.DeclaringType!.FullName}.{member.Name}");

    private static string Summary(Assembly assembly, string id)
    {
        var members = Read.GetOrAdd(assembly, Members);
        return members.TryGetValue(id, out var summary) ? Markdown(summary) : "";
    }

    private static Dictionary<string, XElement> Members(Assembly assembly) => XDocument
        .Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);

    private static string Markdown(XElement summary)
    {
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "see" or "paramref" } link =>
                $"`{LastName((string?)link.Attribute("cref") ?? (string?)link.Attribute("langword") ?? "")}`",
            XElement code => $"`{code.Value}`",
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim();
    }

    private static string LastName(string reference) => reference.Split('.', ':')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
