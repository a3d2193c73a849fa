using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hangfire.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ParseWorker.Api.Hosting;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Hosting;

/// <summary>The API on a port of its own, in front of a real database.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app, TestDatabase database)
    {
        _app = app;
        Parses = new TestParses(database, app.Services);
        Url = new Uri(app.Urls.Single());
        Anonymous = new ApiClient(Url);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Sends a key of the environment "test" with every request.</summary>
    public ApiClient Client { get; private set; } = null!;

    /// <summary>Sends no key.</summary>
    public ApiClient Anonymous { get; }

    /// <summary>The key that <see cref="Client"/> sends.</summary>
    public string Secret { get; private set; } = "";

    public TestParses Parses { get; }

    public IServiceProvider Services => _app.Services;

    public IParseStore Store => Services.GetRequiredService<IParseStore>();

    public static async Task<ApiServer> StartAsync(
        TestDatabase database, Action<WebApplicationBuilder>? adjust = null, Action<IServiceCollection>? services = null,
        string? secret = null)
    {
        var app = ApiHost.Build([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(database.Settings());
            adjust?.Invoke(builder);
        }, services);
        await app.StartAsync();

        // Hangfire keeps one log provider for the process, that of the last host, which may be gone when another one enqueues.
        app.Services.GetRequiredService<IParseQueue>();
        LogProvider.SetCurrentLogProvider(null);
        var server = new ApiServer(app, database);
        server.Secret = secret ?? await server.CreateKeyAsync(TestParses.Environment);
        server.Client = new ApiClient(server.Url, server.Secret);
        return server;
    }

    /// <summary>A new key's secret.</summary>
    public async Task<string> CreateKeyAsync(string environment, string name = "tests", int? mostWaiting = null)
    {
        var secret = "rt_test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var key = new ApiKey("key_" + Ulid.NewUlid(TimeProvider.System.GetUtcNow()), name, environment);
        await Services.GetRequiredService<IApiKeyStore>().AddAsync(secret, key, mostWaiting, CancellationToken.None);
        return secret;
    }

    /// <summary>Posts a create whose document nobody posted before.</summary>
    public Task<HttpResponseMessage> CreateAsync(string? text = null, object? fields = null, Action<HttpRequestMessage>? adjust = null) =>
        PostAsync(Body(text ?? Guid.NewGuid().ToString(), fields ?? new { background = true }), adjust);

    /// <summary>Posts a body as it is.</summary>
    public Task<HttpResponseMessage> PostAsync(string body, Action<HttpRequestMessage>? adjust = null) =>
        SendAsync(body, adjust, CancellationToken.None);

    /// <summary>Posts a body as it is; the client goes away when its patience ends.</summary>
    public Task<HttpResponseMessage> PostUntilAsync(string body, CancellationToken patience) => SendAsync(body, null, patience);

    /// <summary>A create's body.</summary>
    public static string Body(string text, object fields)
    {
        var body = JsonSerializer.SerializeToNode(fields)!;
        body["document"] = JsonSerializer.SerializeToNode(new
        {
            filename = "a.txt",
            url = "data:text/plain;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        });
        return body.ToJsonString();
    }

    /// <summary>Reads a body as it is.</summary>
    public static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads a body, checking the status first; a wrong one fails with the body.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, int status)
    {
        using (response)
        {
            var body = await TextAsync(response);
            Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}, not {status}: {body}");
            Assert.StartsWith("application/json", response.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
            return JsonElement.Parse(body);
        }
    }

    /// <summary>Reads an error, checking that it has the contract's shape.</summary>
    public static async Task<JsonElement> RefusedAsync(HttpResponseMessage response, int status, string? code = null)
    {
        Assert.StartsWith("req_", Assert.Single(response.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
        var error = await ReadAsync(response, status);
        Assert.Equal(["detail", "code", "message", "details"], error.EnumerateObject().Select(property => property.Name));
        Assert.NotEmpty(error.GetProperty("detail").GetString()!);
        Assert.Equal(error.GetProperty("detail").GetString(), error.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Object, error.GetProperty("details").ValueKind);
        if (code is not null) Assert.Equal(code, error.GetProperty("code").GetString());
        return error;
    }

    public async Task<JsonElement> GetAsync(ParseId id, string query = "") =>
        await ReadAsync(await Client.GetAsync($"/v1/parses/{id}{query}"), 200);

    /// <summary>A completed parse with these pages.</summary>
    public async Task<ParseId> CompletedAsync(params string[] pages)
    {
        var attempt = await Parses.InProgressAsync();
        await CompleteAsync(attempt, pages);
        return attempt.Id;
    }

    /// <summary>Writes the pages and ends the attempt.</summary>
    public async Task CompleteAsync(AttemptKey attempt, params string[] pages)
    {
        var texts = pages.Select((text, index) => new ParsedPage(index + 1, text)).ToList();
        Assert.True(await Store.WritePagesAsync(attempt, texts, pages.Length, CancellationToken.None));
        await Store.EndAttemptAsync(attempt, new ParseOutcome.Completed(pages.Length, pages.Length * 1.5m), CancellationToken.None);
    }

    /// <summary>Ends the one parse of the environment that waits for a worker, as <paramref name="end"/> says.</summary>
    public async Task<ParseId> RunAsync(TestDatabase database, Func<AttemptKey, Task> end)
    {
        var id = ParseId.Parse(await Eventually.BecomesAsync(
            () => database.ScalarAsync<string>(
                "select coalesce(max(id), '') from parseworker.parses where status in ('pending', 'queued')"),
            found => found.Length > 0));
        var attempt = await Store.ClaimAsync(id, "test-worker", TestParses.Lease, CancellationToken.None);
        await end(attempt!.Key);
        return id;
    }

    public Task StopAsync() => _app.StopAsync();

    private async Task<HttpResponseMessage> SendAsync(string body, Action<HttpRequestMessage>? adjust, CancellationToken patience)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/parses");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        adjust?.Invoke(request);
        return await Client.SendAsync(request, patience);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await _app.DisposeAsync();
    }
}
