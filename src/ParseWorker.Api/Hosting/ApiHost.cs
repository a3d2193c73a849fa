using ParseWorker.Api.Addresses;
using ParseWorker.Api.Admin;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Browsers;
using ParseWorker.Api.Cancelling;
using ParseWorker.Api.Connections;
using ParseWorker.Api.Dashboard;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Events;
using ParseWorker.Api.Exporters;
using ParseWorker.Api.Files;
using ParseWorker.Api.FrontPage;
using ParseWorker.Api.Health;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Intake.Decoding;
using ParseWorker.Api.Limits;
using ParseWorker.Api.Parses;
using ParseWorker.Api.Reference;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Api.Webhooks;
using ParseWorker.Core;
using ParseWorker.Core.Logs;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Queueing;
using ParseWorker.S3;

namespace ParseWorker.Api.Hosting;

/// <summary>The API process: what it is made of, and the way a request takes through it.</summary>
internal static class ApiHost
{
    /// <summary>Builds the process.</summary>
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="adjust">Configures the builder first; tests use it.</param>
    /// <param name="replace">A last word on the services; tests use it.</param>
    public static WebApplication Build(
        string[] args, Action<WebApplicationBuilder>? adjust = null, Action<IServiceCollection>? replace = null)
    {
        // Settings lie beside the executable, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Of each connection, for as long as its client likes; the framework would keep eight times as much.
            kestrel.Limits.MaxRequestBufferSize = 128 * 1024;
            kestrel.UseRefusals();
        });
        adjust?.Invoke(builder);
        LogDefaults.AddTo(builder.Configuration);
        builder.Services
            .AddParseWorkerCore()
            .AddParseWorkerPostgres()
            .AddParseWorkerS3()
            .AddHealth()
            .AddProcessLock()
            .AddParseQueue()
            .AddSharedPort()
            .AddSupervisorNotice()
            .AddErrors()
            .AddCrossOrigin()
            .AddApiKeys()
            .AddAdmin()
            .AddLimits()
            .AddIntake()
            .AddSubscriptions()
            .AddPublicAddress()
            .AddFiles()
            .AddParses()
            .AddCancelling()
            .AddEvents()
            .AddWebhooks()
            .AddReference()
            .AddDashboard(builder.Configuration)
            .AddFrontPage()
            .AddTelemetry(builder.Configuration);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.Use(ConnectionState.InvokeAsync);
        app.UseTrustedProxies();
        app.UseMiddleware<RequestIds>();
        app.Use(JsonType.InvokeAsync);
        app.UseErrors();
        app.Use(PathRepair.InvokeAsync);
        app.Use(EmptyBodies.InvokeAsync);
        app.UseCrossOrigin();
        app.UseRoutingWithHead();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseRequestDecompression();
        app.Use(BodyEncoding.RefuseUnknownAsync);
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        var v1 = app.MapGroup("/v1");
        v1.MapParses();
        v1.MapCancelling();
        v1.MapFiles();
        v1.MapEvents();
        v1.MapWebhooks();
        v1.MapAuth();
        v1.MapAdmin();
        app.MapFileLinks();
        app.MapHealth();
        app.MapVersion();
        app.MapReference();
        app.MapDashboard();
        app.MapFrontPage();
        app.MapMetrics();
    }
}
