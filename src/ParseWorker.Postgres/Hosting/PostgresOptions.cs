using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace ParseWorker.Postgres.Hosting;

/// <summary>How the database is reached; section <c>ConnectionStrings</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>Npgsql connection string for everything that is one statement; may go through a transaction-mode pooler.</summary>
    [Required(ErrorMessage =
        "ConnectionStrings:Main is missing: set ConnectionStrings__Main to the PostgreSQL database, or start with deploy/up.")]
    public string Main { get; set; } = "";

    /// <summary>Npgsql connection string of a direct session (LISTEN, migrations, Hangfire); <see cref="Main"/> when empty.</summary>
    public string Direct { get; set; } = "";

    /// <summary><see cref="Direct"/>, or <see cref="Main"/> where none is set.</summary>
    public string DirectOrMain => string.IsNullOrEmpty(Direct) ? Main : Direct;

    /// <summary>Whether <see cref="Main"/> is a direct session, too: no other server is named for those.</summary>
    public bool IsMainDirect => ServerOf(Main) == ServerOf(DirectOrMain);

    private static (string? Host, int Port) ServerOf(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return (settings.Host, settings.Port);
    }
}
