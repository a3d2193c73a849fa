using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Health;

/// <summary>Which program answers. It asks for an API key: what is known against a version is not for strangers to look up.</summary>
internal static class VersionEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/version";

    /// <summary>The version of this build, and the commit where the build knew it.</summary>
    private static readonly (string Version, string? Commit) Build = Split(
        typeof(VersionEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <summary>What runs.</summary>
    /// <param name="Version">The program's version.</param>
    /// <param name="Commit">The commit that it was built of; null where the build did not know it.</param>
    /// <param name="Migration">The newest migration of the database.</param>
    /// <param name="Runtime">The .NET that runs it.</param>
    internal sealed record VersionBody(
        [property: Description("The program's version.")] string Version,
        [property: Description("The commit that it was built of; null when it was built outside of a repository.")] string? Commit,
        [property: Description("The number of the newest migration that the database has.")] int Migration,
        [property: Description("The runtime that it runs on.")] string Runtime);

    /// <summary>Maps <c>GET /version</c>.</summary>
    public static void MapVersion(this IEndpointRouteBuilder routes) => routes
        .MapGet(Path, async (IDatabaseState database, CancellationToken token) => new VersionBody(
            Build.Version, Build.Commit, await database.ReadMigrationAsync(token), RuntimeInformation.FrameworkDescription))
        .RequireAuthorization()
        .WithTags("Health").WithName("version").WithSummary("Name the version that answers")
        .Produces<ErrorBody>(StatusCodes.Status401Unauthorized).Produces<ErrorBody>(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Takes an informational version apart: the SDK appends the commit after a plus.</summary>
    internal static (string Version, string? Commit) Split(string informational)
    {
        var parts = informational.Split('+', 2);
        return (parts[0], parts.Length == 2 ? parts[1] : null);
    }
}
