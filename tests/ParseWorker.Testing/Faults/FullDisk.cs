using System.Globalization;
using System.Security.Cryptography;

namespace ParseWorker.Testing.Faults;

/// <summary>
/// Makes the database say what it says when its disk is full, for some rows of a table that has others: a trigger refuses them with the
/// same SQLSTATE. <see cref="TestCluster.FillDiskAsync"/> is the real thing, for whole tables that are empty.
/// </summary>
public sealed class FullDisk : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly string _table;
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"full_{RandomNumberGenerator.GetInt32(1, int.MaxValue)}");

    private FullDisk(TestDatabase database, string table) => (_database, _table) = (database, table);

    /// <summary>Begins to refuse rows.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="moment">Which writes are refused, for example <c>before insert</c>.</param>
    /// <param name="condition">Which rows are, in terms of <c>old</c> and <c>new</c>.</param>
    public static async Task<FullDisk> ForAsync(TestDatabase database, string table, string moment, string condition = "true")
    {
        var disk = new FullDisk(database, table);
        await database.ExecuteAsync(
            $"create function public.{disk._name}() returns trigger language plpgsql as "
            + "$$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$");
        await database.ExecuteAsync(
            $"create trigger {disk._name} {moment} on {table} for each row when ({condition}) execute function public.{disk._name}()");
        return disk;
    }

    /// <summary>There is room again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.ExecuteAsync($"drop trigger {_name} on {_table}");
        await _database.ExecuteAsync($"drop function public.{_name}()");
    }
}
