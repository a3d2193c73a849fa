namespace ParseWorker.Core.Auth;

/// <summary>An environment, and what it has of the slots while others have much to do too.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share in relation to those of others; 1 unless it was given another.</param>
/// <param name="Keys">The keys that open it.</param>
public sealed record EnvironmentShare(string Name, int Weight, int Keys)
{
    /// <summary>The lowest weight, and that of whoever was given none.</summary>
    public const int Lowest = 1;

    /// <summary>The highest weight: each step of it is room for as many jobs as all slots take twice.</summary>
    public const int Highest = 100;
}
