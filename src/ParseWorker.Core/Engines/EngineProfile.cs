using System.Diagnostics.CodeAnalysis;

namespace ParseWorker.Core.Engines;

/// <summary>What a client's <c>model</c> stands for.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="CreditsPerPage">The rate; Retab's documented ones (1 credit is 0.01 US dollar).</param>
public sealed record EngineProfile(string Name, decimal CreditsPerPage)
{
    /// <summary>The profile of a create that names none.</summary>
    public const string Default = "retab-small";

    /// <summary>The profile that reads text layers only: it never runs OCR.</summary>
    public const string TextLayerOnly = "retab-micro";

    /// <summary>
    /// With the profile's name behind it, the engine's fingerprint: pages of one parse never come from two. The number rises
    /// whenever the same document may give other text; stored pages of another fingerprint are dropped at the next claim.
    /// </summary>
    public const string FingerprintPrefix = "parseworker/2/";

    /// <summary>The profiles that exist from the start.</summary>
    public static IReadOnlyList<EngineProfile> Known { get; } =
    [
        new(TextLayerOnly, 0.2m),
        new("retab-small", 1.0m),
        new("retab-large", 3.0m),
    ];

    /// <summary>Finds a profile by the name a client sent; case matters.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out EngineProfile? profile)
    {
        profile = Known.FirstOrDefault(known => known.Name == name);
        return profile is not null;
    }
}
