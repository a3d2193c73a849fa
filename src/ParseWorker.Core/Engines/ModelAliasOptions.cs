namespace ParseWorker.Core.Engines;

/// <summary>Other names for models, which clients of other services send; section <c>ModelAliases</c>.</summary>
public sealed class ModelAliasOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "ModelAliases";

    /// <summary>
    /// Which names stand for which model: <c>name=model</c>, separated by commas. A name that ends in <c>*</c> matches every name with
    /// that prefix; the longest match wins, and an exact model name takes precedence. Empty for none.
    /// </summary>
    public string Names { get; set; } =
        "auto-micro=retab-micro, auto-large=retab-large, auto-*=retab-small, gpt-4o*=retab-small, gpt-4.1*=retab-small, "
        + "gpt-5*=retab-small, o3*=retab-small, o4-*=retab-small, gemini-*=retab-small, claude-*=retab-small";
}
