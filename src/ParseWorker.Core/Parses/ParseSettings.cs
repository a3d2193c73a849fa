namespace ParseWorker.Core.Parses;

/// <summary>How a client asked for its document to be parsed; the same from the create to the engine.</summary>
public sealed record ParseSettings
{
    /// <summary>The lowest resolution that may be asked for, dots per inch.</summary>
    public const int LowestDpi = 72;

    /// <summary>The highest resolution that may be asked for, dots per inch.</summary>
    public const int HighestDpi = 300;

    /// <summary>The resolution of a create that names none, dots per inch.</summary>
    public const int DefaultDpi = 192;

    /// <summary>The model: as the client sent it, and for an attempt and an engine the profile that this leads to.</summary>
    public required string Model { get; init; }

    /// <summary>How tables are written.</summary>
    public TableFormat TableFormat { get; init; } = TableFormat.Html;

    /// <summary>Resolution for rendering page images, <see cref="LowestDpi"/> to <see cref="HighestDpi"/> dots per inch.</summary>
    public int ImageResolutionDpi { get; init; } = DefaultDpi;

    /// <summary>What the client told the model, or null; only vision models read it.</summary>
    public string? Instructions { get; init; }
}
