using System.Reflection;
using System.Runtime.CompilerServices;

namespace ParseWorker.Architecture.Tests.Words;

/// <summary>A type's name is enough to say which one is meant.</summary>
public sealed class TypeNameTests
{
    // What is private is seen in one file. Cases of closed types may be called like each other's, being written with their types
    // (EngineMessage.Refused, RetryResult.Refused), but not like another type.
    [Fact]
    public void TypeNames_OfAllProjects_StandOnce()
    {
        var named = Project.All.Keys.SelectMany(Written).ToList();

        Assert.True(named.Count > 300, "Where are the types?");
        Assert.Empty(named.GroupBy(type => type.Name.Split('`')[0]).Where(types => types.Count() > 1 && !types.All(IsCase))
            .Select(types => string.Join(", ", types.Select(type => type.FullName))));
    }

    private static IEnumerable<Type> Written(string project) => Assembly.Load(project).GetTypes()
        .Where(type => type.Namespace?.StartsWith("ParseWorker", StringComparison.Ordinal) == true
            && !type.IsNestedPrivate && !type.Name.Contains('<', StringComparison.Ordinal)
            && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    private static bool IsCase(Type type) => type.DeclaringType is { } closed && type.BaseType == closed;
}
