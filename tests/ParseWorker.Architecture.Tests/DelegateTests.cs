using System.Reflection;
using System.Runtime.CompilerServices;

namespace ParseWorker.Architecture.Tests;

/// <summary>Who calls whom can be followed: "go to definition" must not end at a delegate that somebody sets somewhere.</summary>
public sealed class DelegateTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Events that are left, each with the reason why its handlers can't be called by name.</summary>
    private static readonly Dictionary<string, string> Events = new()
    {
        ["MachineGuard.Tripped"] = "JobServer asks the guard before it claims, so that the guard can't know it; SupervisorNotices comes "
            + "and goes.",
        ["OperatorPause.Begun"] = "JobServer asks the pause before it claims, so that the pause can't know it.",
    };

    [Fact]
    public void Classes_OfAllProjects_HaveNoDelegateThatCanBeSet()
    {
        var classes = Project.All.Keys.SelectMany(Written).ToList();
        var set =
            from type in classes
            from member in type.GetMembers(Declared)
            where member is PropertyInfo { CanWrite: true } property && IsDelegate(property.PropertyType)
                || member is FieldInfo { IsPrivate: false, IsInitOnly: false } field && IsDelegate(field.FieldType)
            select $"{type.Name}.{member.Name}";

        Assert.True(classes.Count > 300, "Where are the classes?");
        Assert.Empty(set);
    }

    [Fact]
    public void Events_OfAllProjects_AreTheFewWithAReason() =>
        Assert.Equal(Events.Keys.Order(StringComparer.Ordinal), Project.All.Keys.SelectMany(Written)
            .SelectMany(type => type.GetEvents(Declared).Select(raised => $"{type.Name}.{raised.Name}")).Order(StringComparer.Ordinal));

    private static bool IsDelegate(Type type) => type.IsAssignableTo(typeof(Delegate));

    // A record is data: who makes one passes the delegate.
    private static IEnumerable<Type> Written(string project) => Assembly.Load(project).GetTypes()
        .Where(type => type.IsClass && type.GetMethod("<Clone>$") is null && !type.Name.Contains('<', StringComparison.Ordinal)
            && type.Namespace?.StartsWith("ParseWorker", StringComparison.Ordinal) == true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute)));
}
