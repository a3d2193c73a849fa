using Dapper;
using ParseWorker.Core.Auth;

namespace ParseWorker.Postgres.Auth;

/// <summary>Signing keys in a table; read at start and about once a day.</summary>
internal sealed class ProtectionKeyStore(Databases databases) : IProtectionKeyStore
{
    public IReadOnlyList<string> ReadAll()
    {
        using var connection = databases.Main.OpenConnection();
        return [.. connection.Query<string>(Sql.ReadProtectionKeys)];
    }

    public void Save(string name, string xml)
    {
        using var connection = databases.Main.OpenConnection();
        connection.Execute(Sql.SaveProtectionKey, new { name, xml });
    }
}
