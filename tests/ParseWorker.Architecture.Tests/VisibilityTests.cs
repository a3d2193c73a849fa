using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ParseWorker.Architecture.Tests;

/// <summary>What a project shows to the others is its ports, options and composition; everything else stays inside, sealed.</summary>
public sealed class VisibilityTests
{
    public static TheoryData<string> Projects =>
    [
        "ParseWorker.Postgres", "ParseWorker.Queueing", "ParseWorker.S3", "ParseWorker.Documents", "ParseWorker.Worker", "ParseWorker.Api",
    ];

    [Theory]
    [InlineData("ParseWorker.Postgres", "DatabaseFaults Migrator PostgresOptions PostgresServices")]
    [InlineData("ParseWorker.Queueing", "HangfireStorage IDeliveryJob IParseJob ParseServer QueueNames QueueOptions QueueServices")]
    [InlineData("ParseWorker.S3", "S3Services")]
    [InlineData("ParseWorker.Worker", "")]
    [InlineData("ParseWorker.Api", "")]
    public void PublicTypes_OfAProject_AreTheseFew(string project, string expected)
    {
        var shown = Written(project).Where(type => type.IsPublic).Select(type => type.Name);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), shown.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Classes_OutsideTheCore_AreSealed(string project)
    {
        Assert.All(Written(project).Where(type => type is { IsClass: true, IsAbstract: false }),
            type => Assert.True(type.IsSealed, $"{type} is open."));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Options_OfEveryProject_StateTheirBounds(string project)
    {
        var unbounded =
            from type in Written(project)
            where type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal)
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where property.SetMethod is not null && property.PropertyType != typeof(bool)
            where new NullabilityInfoContext().Create(property).WriteState != NullabilityState.Nullable // null is a meaning of its own
            where !property.GetCustomAttributes<ValidationAttribute>().Any()
            select $"{type.Name}.{property.Name}";

        // Empty is a meaning of its own there: the main connection serves.
        Assert.Empty(unbounded.Except(["PostgresOptions.Direct"]));
    }

    // What somebody wrote: not what the compiler and generators add, nor the Program of top-level statements.
    private static IEnumerable<Type> Written(string project) => Assembly.Load(project).GetTypes()
        .Where(type => type.Namespace?.StartsWith("ParseWorker", StringComparison.Ordinal) != false)
        .Where(type => type.Name != "Program" && !type.IsDefined(typeof(CompilerGeneratedAttribute))
            && !type.Name.Contains('<', StringComparison.Ordinal));
}
