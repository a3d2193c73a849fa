using System.ComponentModel.DataAnnotations;

namespace ParseWorker.Core.Engines;

/// <summary>A vision model behind an OpenAI-compatible endpoint; section <c>Models:&lt;name&gt;</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>
    /// The name clients send as <c>model</c>, where the section's own won't do: systemd allows no hyphen in the name of a variable.
    /// </summary>
    [RegularExpression(
        "[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}",
        ErrorMessage = "Name must be 1 to 100 letters, digits and . _ : / -, a letter or digit first.")]
    public string? Name { get; set; }

    /// <summary>What clients send as <c>model</c>: <see cref="Name"/>, or the name of its section.</summary>
    internal string NameOr(string section) => Name ?? section;

    /// <summary>The API's base URL, including its version: <c>https://api.openai.com/v1</c>.</summary>
    [Required]
    public Uri? Endpoint { get; set; }

    /// <summary>The key that is sent as a bearer token; only the worker needs it. None for endpoints that want none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the key, in its place.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>What the endpoint calls the model.</summary>
    [Required]
    public string? ModelId { get; set; }

    /// <summary>Credits charged for each page, 0 to 10,000.</summary>
    [Range(0, 10_000)]
    public decimal CreditsPerPage { get; set; } = 3.0m;

    /// <summary>Calls of one worker process at a time, 1 to 256.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 4;

    /// <summary>How long one call may take, 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Calls for one page at most, 1 to 20: 429, 5xx, stalls and broken answers are tried again.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 5;

    /// <summary>Tokens of one answer at most, 16 to 1,000,000.</summary>
    [Range(16, 1_000_000)]
    public int MaxOutputTokens { get; set; } = 16_384;
}

/// <summary>The configured vision models by section name; section <c>Models</c>.</summary>
public sealed class ModelsOptions : Dictionary<string, ModelOptions>
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Models";

    /// <summary>What is wrong with them, a sentence each; none names a key.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (section, model) in this)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(model, new ValidationContext(model), results, validateAllProperties: true);
            if (model.Name is null) Validator.TryValidateProperty(section, NameOf(model), results);
            foreach (var result in results) yield return $"{Section}:{section}: {result.ErrorMessage}";
            if (model.Endpoint is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
                yield return $"{Section}:{section}: Endpoint must be an absolute http or https URL.";
            if (model.NameOr(section) is var name and (EngineProfile.Default or EngineProfile.TextLayerOnly))
                yield return $"{Section}:{section}: {name} is built in; configure {EngineProfile.VisionCapable} or a name of your own.";
        }

        foreach (var twice in this.GroupBy(pair => pair.Value.NameOr(pair.Key), StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"{Section}: the name {twice.Key} is configured more than once.";
    }

    private static ValidationContext NameOf(ModelOptions model) => new(model) { MemberName = nameof(ModelOptions.Name) };
}
