using System.Security.Cryptography;

namespace ParseWorker.Architecture.Tests;

/// <summary>A migration that has run somewhere runs there never again: what it lacks comes with another one.</summary>
public sealed class MigrationTests
{
    private const string Folder = "src/ParseWorker.Postgres/Migrations/";

    /// <summary>The start of each one's SHA-256, from when it was given out. A new one gets a line; no line changes.</summary>
    private static readonly Dictionary<string, string> Given = new()
    {
        { "0001_parses.sql", "ecfb2148b45abefb" },
        { "0002_clients_and_workers.sql", "f4ba39c56cfebbd4" },
        { "0003_model_use.sql", "cc09055afdb3e4b5" },
        { "0004_scale.sql", "11811671a6b1b4cb" },
        { "0005_retention.sql", "29e6f98f3b834f84" },
        { "0006_clients.sql", "0a159a0e6435ad62" },
        { "0007_machine_faults.sql", "2847301e79d0ecbe" },
        { "0008_files.sql", "97e9f1c2640f3230" },
        { "0009_deadlines.sql", "7d5c34b9963cbae4" },
        { "0010_search.sql", "fe73687383913690" },
        { "0011_remote_documents.sql", "064dc29ad5ecc61c" },
        { "0012_first.sql", "c30d73243e2426e3" },
        { "0013_webhooks.sql", "1d420de9459b9fa1" },
        { "0014_objects.sql", "0f6e31d24bdd7f62" },
        { "0015_delivery_room.sql", "1c49b95eaf22a83f" },
        { "0016_shares.sql", "6800d6feb0170f78" },
        { "0017_output_cache.sql", "c7a5b1a7b84b675e" },
        { "0018_lost_workers.sql", "b2563d3b4449cc11" },
        { "0019_traces.sql", "107ea4877b348c11" },
        { "0020_paused_workers.sql", "7eb8cf4e19bd16d5" },
        { "0021_load_minutes.sql", "e996c5f5bc9c3128" },
        { "0022_engine_hosts.sql", "e9dfb485c6fe8968" },
    };

    [Fact]
    public void Migrations_OnceGivenOut_NeverChange() => Assert.Equal(
        Given.Select(one => $"{one.Key} {one.Value}"),
        Project.Files("*.sql").Where(file => file.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => $"{file[Folder.Length..]} {HashOf(file)}"));

    private static string HashOf(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Project.Root, file))))[..16];
}
