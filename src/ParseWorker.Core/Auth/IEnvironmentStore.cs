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
