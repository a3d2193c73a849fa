namespace ParseWorker.Core.Auth;

/// <summary>What environments there are, and the shares that they have.</summary>
public interface IEnvironmentStore
{
    /// <summary>Every environment that a key opens or that was weighed, by name.</summary>
    Task<IReadOnlyList<EnvironmentShare>> ListAsync(CancellationToken token);

    /// <summary>Gives an environment a weight, from its next admission on.</summary>
    /// <param name="name">The environment; it need not have a key yet.</param>
    /// <param name="weight"><see cref="EnvironmentShare.Lowest"/> to <see cref="EnvironmentShare.Highest"/>.</param>
    /// <param name="token">Stops the call.</param>
    Task<EnvironmentShare> WeighAsync(string name, int weight, CancellationToken token);
}

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
