using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Xunit;

namespace ParseWorker.Testing;

/// <summary>
/// A PostgreSQL server of a test's own, which it may restart without hurting others; or a standby of one, which follows it until it is
/// promoted.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    /// <summary>The environment variable that names the directory of PostgreSQL's programs.</summary>
    public const string Variable = "PARSEWORKER_TEST_PG_BIN";

    private readonly string _home = Path.Combine(Path.GetTempPath(), $"parseworker-cluster-{Guid.NewGuid():N}");
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly int _port = ServerAccount.FreePort();
    private readonly TestCluster? _primary;
    private bool _running;

    /// <summary>A server of its own.</summary>
    public TestCluster()
    {
    }

    private TestCluster(TestCluster primary)
    {
        _primary = primary;
        _password = primary._password;
    }

    /// <summary>Where it listens, as connection strings with several servers name it.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Npgsql connection string of its superuser.</summary>
    public string Server => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "postgres",
        Password = _password,
        Database = "postgres",
    }.ConnectionString;

    private string Data => Path.Combine(_home, "data");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var initdb = Program("initdb");
        var secret = Path.Combine(_home, "password");
        await ServerAccount.RunAsync("/bin/sh", _password, "-c", "umask 077; mkdir \"$1\" && cat >\"$2\"", "-", _home, secret);
        await (_primary is null
            ? ServerAccount.RunAsync("/bin/sh", "", "-c", "exec \"$@\" >/dev/null", "-",
                initdb, "-D", Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync")
            : CopyAsync(_primary));
        await StartAsync();
    }

    /// <summary>Starts a standby, and has every commit here wait until it is there, too: what was answered is not lost with this one.
    /// </summary>
    public async Task<TestCluster> StartStandbyAsync()
    {
        var standby = new TestCluster(this);
        await standby.InitializeAsync();
        await using var source = NpgsqlDataSource.Create(Server);
        foreach (var sql in new[] { "alter system set synchronous_standby_names = '*'", "select pg_reload_conf()" })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        await using var following = source.CreateCommand("select count(*) from pg_stat_replication where sync_state = 'sync'");
        await Eventually.BecomesAsync(async () => (long)(await following.ExecuteScalarAsync())!, count => count == 1);
        return standby;
    }

    /// <summary>Ends following: from now on it takes writes.</summary>
    public Task PromoteAsync() => ControlAsync("promote");

    /// <summary>A copy of the primary as it runs, which follows it when it is started.</summary>
    private Task CopyAsync(TestCluster primary) => ServerAccount.RunAsync(
        Program("pg_basebackup"), "", "-D", Data, "-R", "-X", "stream", "-c", "fast", "--no-sync", "-d",
        string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={primary._port} user=postgres password={_password}"));

    /// <summary>Starts it, for the first time or after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        await ControlAsync("start", "-o", string.Create(CultureInfo.InvariantCulture,
            $"-c port={_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c jit=off -c max_connections=200"));
        _running = true;
    }

    /// <summary>Stops it as a power cut would: nothing is said to anybody.</summary>
    public async Task StopAsync()
    {
        await ControlAsync("stop", "-m", "immediate");
        _running = false;
    }

    /// <summary>Restarts it as a crash would: sessions are cut off, transactions in flight are gone.</summary>
    public Task CrashAndRestartAsync() => ControlAsync("restart", "-m", "immediate");

    /// <summary>
    /// Takes the disk from an empty table: its file becomes <c>/dev/full</c>, which is empty too and refuses every write with ENOSPC, so
    /// the server says and does what it does on a full disk. A small file system would have to be mounted, which not everybody may; a limit
    /// on file sizes (RLIMIT_FSIZE) makes EFBIG, which PostgreSQL reports as an internal error and not as a full disk (SQLSTATE 53100).
    /// </summary>
    /// <param name="file">The table's file, from <c>pg_relation_filepath</c>.</param>
    public Task FillDiskAsync(string file) =>
        ServerAccount.RunAsync("/bin/sh", "", "-c", "mv \"$1\" \"$1.kept\" && ln -s /dev/full \"$1\"", "-", Path.Combine(Data, file));

    /// <summary>Gives the disk back; sessions that have the table open must end.</summary>
    public Task FreeDiskAsync(string file) =>
        ServerAccount.RunAsync("/bin/sh", "", "-c", "mv -f \"$1.kept\" \"$1\"", "-", Path.Combine(Data, file));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_running) await StopAsync();
        await ServerAccount.RunAsync("/bin/rm", "", "-rf", _home);
    }

    private Task ControlAsync(string verb, params string[] arguments) => ServerAccount.RunAsync(
        Program("pg_ctl"), "", ["-s", "-w", "-D", Data, "-l", Path.Combine(_home, "log"), verb, .. arguments]);

    private static string Program(string name) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory
        ? Path.Combine(directory, name)
        : throw new InvalidOperationException(
            $"This test needs PostgreSQL's programs. Run 'deploy/test', or set {Variable} to the directory of pg_ctl and initdb.");
}
