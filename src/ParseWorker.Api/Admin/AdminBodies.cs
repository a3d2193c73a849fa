using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Bodies;

namespace ParseWorker.Api.Admin;

/// <summary>A key that is to be issued.</summary>
internal sealed record CreateKeyBody
{
    [Description("What the key opens: 1 to 63 lower-case letters, digits, - and _. An environment is there as soon as a key names it.")]
    public string? Environment { get; init; }

    [Description("What people call the key, up to 100 characters; parses that it cancels show it.")]
    public string? Name { get; init; }

    [Description("Parses of this key that may be pending or queued, 0 to 1000000, 0 for any number; as configured when null or absent.")]
    public int? MostWaiting { get; init; }
}

/// <summary>What becomes of a key.</summary>
internal sealed record ChangeKeyBody
{
    [Description("Parses of this key that may be pending or queued, 0 to 1000000, 0 for any number; null for what is configured.")]
    public required int? MostWaiting { get; init; }
}

/// <summary>A key as an administrator reads it.</summary>
internal sealed record KeyBody
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    [Description("Parses of this key that may be pending or queued, 0 for any number; null for what is configured.")]
    public required int? MostWaiting { get; init; }

    public required DateTime CreatedAt { get; init; }

    [Description("What its bearer sends. In the answer to its creation only; it is stored nowhere."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>The body that says <paramref name="issued"/>.</summary>
    /// <param name="issued">The key.</param>
    /// <param name="secret">Its secret, where it was made in this request.</param>
    public static KeyBody Of(IssuedKey issued, string? secret = null) => new()
    {
        Id = issued.Key.Id,
        Name = issued.Key.Name,
        Environment = issued.Key.Environment,
        MostWaiting = issued.MostWaiting,
        CreatedAt = issued.CreatedAt.UtcDateTime,
        Secret = secret,
    };
}

/// <summary>Keys: all of them, they are few.</summary>
internal sealed record KeyListBody(IReadOnlyList<KeyBody> Data);

/// <summary>What becomes of an environment.</summary>
internal sealed record ChangeEnvironmentBody
{
    [Description("Its share of the slots while others have much to do too, in relation to theirs: 1 to 100.")]
    public required int Weight { get; init; }
}

/// <summary>An environment as an administrator reads it.</summary>
internal sealed record EnvironmentBody(
    string Name,
    [property: Description("Its share of the slots while others have much to do too, in relation to theirs; 1 unless changed.")] int Weight,
    [property: Description("Keys that open it.")] int Keys)
{
    /// <summary>The body that says <paramref name="share"/>.</summary>
    public static EnvironmentBody Of(EnvironmentShare share) => new(share.Name, share.Weight, share.Keys);
}

/// <summary>Environments: all of them, they are few.</summary>
internal sealed record EnvironmentListBody(IReadOnlyList<EnvironmentBody> Data);

/// <summary>Reads and writes the admin API's bodies without reflection, in the contract's spelling.</summary>
[JsonSerializable(typeof(CreateKeyBody))]
[JsonSerializable(typeof(ChangeKeyBody))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KeyListBody))]
[JsonSerializable(typeof(ChangeEnvironmentBody))]
[JsonSerializable(typeof(EnvironmentBody))]
[JsonSerializable(typeof(EnvironmentListBody))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>The contract's spelling. A field that is misspelt must not be left out.</summary>
    public static AdminJson Contract { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = ParseJson.Encoder,
    });
}
