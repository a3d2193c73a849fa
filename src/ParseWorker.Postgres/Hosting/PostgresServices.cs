using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Files;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;
using ParseWorker.Core.Workers;
using ParseWorker.Postgres.Auth;
using ParseWorker.Postgres.Files;
using ParseWorker.Postgres.Notifications;
using ParseWorker.Postgres.Operators;
using ParseWorker.Postgres.Parses;
using ParseWorker.Postgres.Webhooks;

namespace ParseWorker.Postgres.Hosting;

/// <summary>Registers the PostgreSQL implementations of the core's interfaces.</summary>
public static class PostgresServices
{
    /// <summary>More than there are statements: none has to make room for another.</summary>
    private const int MostPrepared = 200;

    /// <summary>
    /// Adds the stores, the listener and the checks that refuse an old schema at start, and documents in a bucket that no setting names.
    /// They need the core's own services and an <see cref="IObjectStore"/>.
    /// </summary>
    public static IServiceCollection AddParseWorkerPostgres(this IServiceCollection services)
    {
        services.AddOptions<PostgresOptions>().BindConfiguration(PostgresOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.Section);
        services.AddSingleton(provider => Open(
            provider.GetRequiredService<IOptions<PostgresOptions>>().Value, provider.GetRequiredService<ILoggerFactory>(),
            HasSessions(provider)));
        services.AddSingleton(Lock);
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<IParseStore, ParseStore>();
        services.AddSingleton<IParseQueries, ParseQueries>();
        services.AddSingleton<IOperatorQueries, OperatorQueries>();
        services.AddSingleton<ILoadHistory, LoadHistory>();
        services.AddSingleton<IAttemptStore, AttemptStore>();
        services.AddSingleton<IRecoveryStore, RecoveryStore>();
        services.AddSingleton<IRetentionStore, RetentionStore>();
        services.AddSingleton<IWorkerRegistry, WorkerRegistry>();
        services.AddSingleton<IDatabaseState, DatabaseState>();
        services.AddOptions<BlobOptions>().BindConfiguration(BlobOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BucketBlobs>();
        services.AddSingleton<IDocumentStore, DocumentStore>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddSingleton<IWebhookStore, WebhookStore>();
        services.AddSingleton<IDeliveryStore, DeliveryStore>();
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<IEnvironmentStore, EnvironmentStore>();
        services.AddSingleton<IProtectionKeyStore, ProtectionKeyStore>();
        services.AddSingleton(Listener);
        services.AddHostedService<SchemaCheck>();
        services.AddHostedService<BucketCheck>();
        return services;
    }

    /// <summary>Has other processes see that this one lives; needed only by processes that accept creates.</summary>
    public static IServiceCollection AddProcessLock(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<ProcessLock>());

    private static ProcessLock Lock(IServiceProvider provider) =>
        ActivatorUtilities.CreateInstance<ProcessLock>(provider, HasSessions(provider));

    /// <summary>Where neither a direct connection is named nor notifications are wanted, sessions are a pooler's.</summary>
    private static bool HasSessions(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PostgresOptions>>().Value.Direct.Length > 0
        || provider.GetRequiredService<IOptions<NotificationOptions>>().Value.Enabled;

    private static INotificationListener Listener(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<NotificationOptions>>().Value.Enabled
            ? ActivatorUtilities.CreateInstance<NotificationListener>(provider)
            : new DeafListener();

    internal static Databases Open(PostgresOptions options, ILoggerFactory loggers, bool hasSessions = true)
    {
        var main = Stateless(options.Main);
        var isPrepared = hasSessions && options.IsMainDirect;
        return new(
            Source(isPrepared ? Prepared(main) : main, loggers), Source(main, loggers), Source(options.DirectOrMain, loggers),
            Source(Unpooled(options.DirectOrMain), loggers));
    }

    /// <summary>
    /// Without the DISCARD ALL that Npgsql sends ahead of a connection's next statement: a transaction-mode pooler takes its answer for the
    /// end of both and gives what is left of a long statement to another session (pgbouncer #223, npgsql #2221). Nothing here leaves state.
    /// </summary>
    private static string Stateless(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true }.ConnectionString;

    /// <summary>With each statement prepared on its second execution, unless the string says something else.</summary>
    private static string Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = MostPrepared;
        if (!settings.ShouldSerialize("Auto Prepare Min Usages")) settings.AutoPrepareMinUsages = 2;
        return settings.ConnectionString;
    }

    /// <summary>A session of its own, asked for life twice a minute: nothing else goes over it.</summary>
    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString;

    private static NpgsqlDataSource Source(string connectionString, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);

        // Documents travel as parameters: their bytes must never reach a log, whatever level it is set to.
        builder.UseLoggerFactory(loggers).EnableParameterLogging(false);
        var settings = builder.ConnectionStringBuilder;
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is not true) return builder.Build();

        // Of several servers the one that takes writes, whichever that is after a failover, unless the string asks for another.
        var wanted = ToSession(settings.TargetSessionAttributes);
        settings.TargetSessionAttributes = null; // a source of several wants it here and not there
        if (!settings.ShouldSerialize("Host Recheck Seconds")) settings.HostRecheckSeconds = 1; // 10 would be added to each failover
        return builder.BuildMultiHost().WithTargetSession(wanted);
    }

    /// <summary>As Npgsql writes them: <c>read-write</c>, <c>prefer-standby</c>.</summary>
    private static TargetSessionAttributes ToSession(string? attributes) =>
        attributes is null ? TargetSessionAttributes.Primary
        : Enum.TryParse<TargetSessionAttributes>(attributes.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var session)
            ? session
            : throw new InvalidOperationException($"Target Session Attributes is {attributes}; say primary or leave it out.");
}
