using System.Diagnostics.CodeAnalysis;

namespace ParseWorker.Core.Engines;

/// <summary>Every <c>model</c> that clients may ask for: the built-in profiles, the configured vision models, and aliases of
/// both.</summary>
public sealed class ModelCatalog
{
    private readonly Dictionary<string, EngineProfile> _profiles = [];
    private readonly Dictionary<string, ModelOptions> _visionModels = [];

    /// <summary>Puts the configured models beside the built-in profiles; they must have no <see cref="ModelsOptions.Problems"/>.</summary>
    /// <param name="models">The configured models.</param>
    /// <param name="aliases">Other names for models; none when it is null.</param>
    public ModelCatalog(ModelsOptions models, ModelAliasOptions? aliases = null)
    {
        Aliases = new ModelAliases(aliases?.Names ?? "");
        foreach (var profile in EngineProfile.Known) _profiles[profile.Name] = profile;
        foreach (var (section, model) in models)
        {
            var name = model.NameOr(section);
            _profiles[name] = new EngineProfile(name, model.CreditsPerPage, model.ModelId);
            _visionModels[name] = model;
        }
    }

    /// <summary>Other names for models.</summary>
    public ModelAliases Aliases { get; }

    /// <summary>All of them, the built-in ones first.</summary>
    public IReadOnlyCollection<EngineProfile> Profiles => _profiles.Values;

    /// <summary>How to reach the vision models, by the name of their profile.</summary>
    public IReadOnlyDictionary<string, ModelOptions> VisionModels => _visionModels;

    /// <summary>
    /// What follows the profile's name in the fingerprint, for profiles that a vision model reads for: text of another model is
    /// other text.
    /// </summary>
    public IReadOnlyDictionary<string, string> FingerprintSuffixes =>
        _visionModels.ToDictionary(pair => pair.Key, pair => $"/{pair.Value.ModelId}", StringComparer.Ordinal);

    /// <summary>Finds a profile by the name a client sent, its own or an alias; case matters.</summary>
    public bool TryFind(string? name, [NotNullWhen(true)] out EngineProfile? profile)
    {
        profile = null;
        if (name is null) return false;
        return TryFindProfile(name, out profile) || (Aliases.Find(name) is { } model && TryFindProfile(model, out profile));
    }

    /// <summary>Finds a profile by its own name, as a parse has it once it was taken in: an alias would lead to another model.</summary>
    public bool TryFindProfile(string name, [NotNullWhen(true)] out EngineProfile? profile) => _profiles.TryGetValue(name, out profile);
}
