using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ParseWorker.Testing.Faults;

/// <summary>PgBouncer in transaction mode in front of a server: every transaction may get another session.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private readonly string _home = Path.Combine(Path.GetTempPath(), $"parseworker-pgbouncer-{Guid.NewGuid():N}");
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly int _port = ServerAccount.FreePort();
    private Process? _process;

    private PgBouncer(string connectionString) => _server = new NpgsqlConnectionStringBuilder(connectionString);

    /// <summary>The same database, through the pooler.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = _port }.ConnectionString;

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<PgBouncer> StartAsync(string connectionString)
    {
        if (!File.Exists(Program)) throw new InvalidOperationException($"This test needs {Program}. Run 'deploy/test', which installs it.");
        var bouncer = new PgBouncer(connectionString);
        await bouncer.WriteAsync("users", $"\"{bouncer._server.Username}\" \"{bouncer._server.Password}\"\n");
        await bouncer.WriteAsync("ini", bouncer.Configuration());
        bouncer._process = ServerAccount.Start(Program, "--quiet", bouncer.PathOf("ini"));
        await Eventually.BecomesAsync(bouncer.ServesAsync, serves => serves);
        return bouncer;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await ServerAccount.RunAsync("/bin/rm", "", "-rf", _home);
    }

    private async Task<bool> ServesAsync()
    {
        try
        {
            await using var connection =
                new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException) when (!_process!.HasExited)
        {
            // It has not opened its port yet; the wait around this has an end.
            return false;
        }
    }

    // Fewer sessions than the programs have connections: they must share. A server that was away is asked again after a second, not 15.
    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $"""
        [databases]
        * = host={_server.Host} port={_server.Port}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {_port}
        unix_socket_dir =
        pool_mode = transaction
        default_pool_size = 4
        max_client_conn = 200
        server_login_retry = 1
        auth_type = scram-sha-256
        auth_file = {PathOf("users")}
        """);

    private string PathOf(string file) => Path.Combine(_home, file);

    private Task WriteAsync(string file, string content) => ServerAccount.RunAsync(
        "/bin/sh", content + "\n", "-c", "umask 077; mkdir -p \"$1\" && cat >\"$2\"", "-", _home, PathOf(file));
}
