namespace ParseWorker.Core.Auth;

/// <summary>
/// Keeps the keys that links and forms are signed with, for all API processes. Synchronous, because ASP.NET Data Protection is.
/// </summary>
public interface IProtectionKeyStore
{
    /// <summary>All keys, each an XML element.</summary>
    IReadOnlyList<string> ReadAll();

    /// <summary>Adds a key.</summary>
    /// <param name="name">Its unique name.</param>
    /// <param name="xml">An XML element.</param>
    void Save(string name, string xml);
}
