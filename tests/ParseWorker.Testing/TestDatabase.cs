using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ParseWorker.Core;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Queueing;
using ParseWorker.S3;
using ParseWorker.Testing.Processes;
using Xunit;

namespace ParseWorker.Testing;

/// <summary>
/// A database of its own for one test class, cloned from a migrated template; real PostgreSQL, real schema, Hangfire's too.
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    /// <summary>The environment variable that names a server where databases may be created.</summary>
    public const string Variable = "PARSEWORKER_TEST_DB";

    private static readonly Lazy<Task<string>> Template = new(() => CreateTemplateAsync(SharedServer()));
    private string? _ownServer;
    private readonly string _name = "test_" + Guid.NewGuid().ToString("N");

    /// <summary>A database on the server that every test shares.</summary>
    public TestDatabase()
    {
    }

    private TestDatabase(string ownServer) => _ownServer = ownServer;

    /// <summary>Npgsql connection string of this database.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>A source for a test's own statements.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    private string Server => _ownServer ?? SharedServer();

    /// <summary>A database on a server of the test's own, see <see cref="TestCluster"/>.</summary>
    public static TestDatabase On(string server) => new(server);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var template = await (_ownServer is null ? Template.Value : CreateTemplateAsync(_ownServer));
        await ExecuteAsync(Server, $"create database {_name} template {template}");
        Open();
    }

    /// <summary>Goes on with the copy that another server has of it; this one is gone.</summary>
    public async Task MoveToAsync(string server)
    {
        await Source.DisposeAsync();
        _ownServer = server;
        Open();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(Server, $"drop database if exists {_name} with (force)");
    }

    /// <summary>Services as a process has them: the stores and the queue on this database, and what <paramref name="more"/> adds.</summary>
    public ServiceProvider Services(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build());
        services.AddLogging();
        services.AddMetrics();

        // Hangfire keeps one factory for the whole process: it must outlive the test that made it.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddParseWorkerCore();
        services.AddParseWorkerPostgres();
        services.AddParseWorkerS3();
        services.AddParseQueue();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The configuration that points a process at this database.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["ConnectionStrings:Main"] = ConnectionString,
        ["Engines:HostUser"] = EngineUser.Name,

        // Many tests with one key send more than a client may.
        ["Limits:Requests"] = "0",
    };

    private void Open()
    {
        ConnectionString = For(Server, _name);
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>Runs a statement and returns its first value.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No row: {sql}"));
    }

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return await command.ExecuteNonQueryAsync();
    }

    private static string SharedServer() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            $"These tests need a PostgreSQL server. Run 'deploy/test', which starts one, or set {Variable} to an Npgsql connection "
            + $"string of a role that may create databases.");

    // Connections of a class end with it: a pool per database would otherwise use the server's up.
    private static string For(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 60, IncludeErrorDetail = true }.ConnectionString;

    private static async Task<string> CreateTemplateAsync(string server)
    {
        var name = $"template_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"create database {name}");
        await Migrator.MigrateAsync(For(server, name), CancellationToken.None);
        HangfireStorage.Install(For(server, name));
        NpgsqlConnection.ClearAllPools();
        return name;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        // Unpooled: a template with an open connection cannot be cloned.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
