namespace ParseWorker.Core.Engines;

/// <summary>What a client's <c>model</c> stands for.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="CreditsPerPage">The rate; Retab's documented ones (1 credit is 0.01 US dollar).</param>
/// <param name="VisionModel">The vision model that reads page images, as its endpoint calls it; null for the built-in engines.</param>
public sealed record EngineProfile(string Name, decimal CreditsPerPage, string? VisionModel = null)
{
    /// <summary>The profile of a create that names none.</summary>
    public const string Default = "retab-small";

    /// <summary>The profile that reads text layers only: it never runs OCR.</summary>
    public const string TextLayerOnly = "retab-micro";

    /// <summary>The profile that a vision model may stand behind; without one it reads as <see cref="Default"/> does.</summary>
    public const string VisionCapable = "retab-large";

    /// <summary>The profiles that exist from the start.</summary>
    public static IReadOnlyList<EngineProfile> Known { get; } =
    [
        new(TextLayerOnly, 0.2m),
        new(Default, 1.0m),
        new(VisionCapable, 3.0m),
    ];
}
