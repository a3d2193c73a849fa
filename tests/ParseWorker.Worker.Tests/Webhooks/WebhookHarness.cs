using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;
using ParseWorker.Queueing;
using ParseWorker.Testing;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Remote;
using ParseWorker.Worker.Tests.Kit;
using ParseWorker.Worker.Webhooks;

namespace ParseWorker.Worker.Tests.Webhooks;

/// <summary>What sends webhooks, on a real database and against a receiver of this machine; the test runs its jobs and sweeps.</summary>
internal sealed class WebhookHarness : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private WebhookHarness(TestDatabase database, WebhookReceiver receiver, string networks, Action<IServiceCollection>? more)
    {
        (_database, Receiver) = (database, receiver);
        _services = database.Services(services =>
        {
            services.AddSingleton<ILoggerFactory>(Log);
            services.AddSingleton<TimeProvider>(Time);
            services.AddSingleton(Substitute.For<IHostApplicationLifetime>());
            services.AddSingleton<WorkerIdentity>();
            services.AddSingleton<HostResolver>((_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
            services.AddWebhookDelivery();
            services.Configure<WebhookOptions>(options => options.AllowedHosts = $"hooks.test:{receiver.Port}");
            services.Configure<DeliveryOptions>(options => options.AllowedNetworks = networks);
            more?.Invoke(services);
        });
        Parses = new TestParses(database, _services);
        Webhooks = new TestWebhooks(_services);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddSeconds(1614265330));

    public RecordedLog Log { get; } = new();

    public WebhookReceiver Receiver { get; }

    public TestParses Parses { get; }

    public TestWebhooks Webhooks { get; }

    public WebhookSecret Secret { get; } = WebhookSecret.New();

    /// <summary>An environment of this test's own.</summary>
    public string Environment { get; } = Guid.NewGuid().ToString();

    public static async Task<WebhookHarness> StartAsync(
        TestDatabase database, string networks = "127.0.0.1", Action<IServiceCollection>? more = null) =>
        new(database, await WebhookReceiver.StartAsync(), networks, more);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<WebhookEndpoint> AddEndpointAsync(string? url = null) =>
        Webhooks.AddAsync(Environment, url ?? Receiver.UrlOf(), Secret);

    /// <summary>Ends a parse of the environment, so that its endpoints are to be told.</summary>
    public async Task<ParseId> EndParseAsync(ParseOutcome? outcome = null)
    {
        var key = await Parses.InProgressAsync(Environment);
        var store = Get<IParseStore>();
        await store.WritePagesAsync(key, [new ParsedPage(1, "the secret text")], 1, CancellationToken.None);
        await store.EndAttemptAsync(key, outcome ?? new ParseOutcome.Completed(1, 1m), CancellationToken.None);
        return key.Id;
    }

    /// <summary>Runs the next attempt of the endpoint's one delivery, as Hangfire would.</summary>
    public async Task<WebhookDelivery> DeliverAsync(WebhookEndpoint endpoint)
    {
        var delivery = await DeliveryAsync(endpoint);
        await RunAsync(endpoint, delivery.Message);
        return await DeliveryAsync(endpoint);
    }

    public Task RunAsync(WebhookEndpoint endpoint, MessageId message) =>
        Get<IDeliveryJob>().RunAsync(endpoint.Id.ToString(), message.ToString());

    public async Task<WebhookDelivery> DeliveryAsync(WebhookEndpoint endpoint) => Assert.Single(await Webhooks.DeliveriesAsync(endpoint));

    /// <summary>Lets the time come for which deliveries wait.</summary>
    public Task ComeDueAsync(WebhookEndpoint endpoint) => ChangeAsync(endpoint, "next_attempt_at = now()");

    /// <summary>Sets columns of the endpoint's deliveries.</summary>
    public Task ChangeAsync(WebhookEndpoint endpoint, string change) => _database.ExecuteAsync(
        $"update parseworker.webhook_deliveries set {change} where endpoint_id = $1", endpoint.Id.ToString());

    public Task ChangeEndpointAsync(WebhookEndpoint endpoint, string change) => _database.ExecuteAsync(
        $"update parseworker.webhook_endpoints set {change} where id = $1", endpoint.Id.ToString());

    public Task SweepAsync() =>
        _services.GetServices<IHostedService>().OfType<DeliverySweeper>().Single().SweepAsync(CancellationToken.None);

    /// <summary>Jobs that wait for the delivery.</summary>
    public Task<long> JobsAsync(MessageId message) => _database.ScalarAsync<long>(
        "select count(*) from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid "
        + "where q.queue = 'c-webhook' and j.arguments ->> 1 = to_json($1)::text", message.ToString());

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await _services.DisposeAsync();
    }
}
