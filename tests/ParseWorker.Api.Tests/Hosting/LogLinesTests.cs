using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Api.Hosting;
using ParseWorker.Core.Logs;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;
using ParseWorker.Testing.Logs;

namespace ParseWorker.Api.Tests.Hosting;

/// <summary>What the API's log says of a request, in the forms that its console can have.</summary>
public sealed class LogLinesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string AnyParse = "/v1/parses/prs_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const int Failed = 6001;

    [Fact]
    public async Task Defect_InAText_IsOneLineThatTheRequestIdFinds()
    {
        var (id, texts) = await FailAsync();

        // With a time in UTC, what failed and why: grep shows all of it.
        var line = Assert.Single(texts, text => text.Contains($"[{Failed}]", StringComparison.Ordinal));
        Assert.Equal(1, line.Count(character => character == '\n'));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z fail: ", line);
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.Parse(line[..24], CultureInfo.InvariantCulture);
        Assert.InRange(age, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
        Assert.Contains($"RequestId:{id}", line, StringComparison.Ordinal);
        Assert.Contains($"TraceId:{TraceId}", line, StringComparison.Ordinal);
        Assert.Contains($"GET {AnyParse} failed", line, StringComparison.Ordinal);
        Assert.Contains("the defect's own words", line, StringComparison.Ordinal);
        Assert.Contains("at ParseWorker.Api.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_InJson_CarriesTheRequestAndTheTrace()
    {
        var (id, texts) = await FailAsync((LogDefaults.FormKey, "json"));

        Assert.All(texts, text => Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal)));
        var line = Assert.Single(texts.Select(JsonLine.Parse), line => line.EventId == Failed);
        Assert.Contains(id, line.Scoped("RequestId"));
        Assert.Contains(TraceId, line.Scoped("TraceId"));
        Assert.InRange(TimeProvider.System.GetUtcNow() - line.Time, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Defect_InTheJournalsForm_IsOneLineThatTheRequestIdFinds()
    {
        var (id, texts) = await FailAsync((LogDefaults.FormKey, "systemd"));

        var line = Assert.Single(texts, text => text.Contains($"[{Failed}]", StringComparison.Ordinal));
        Assert.StartsWith("<3>", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(character => character == '\n'));
        Assert.Contains($"RequestId:{id}", line, StringComparison.Ordinal);
    }

    // The defaults lie below the configuration.
    [Fact]
    public async Task Defect_WithoutScopesByConfiguration_HasNone()
    {
        var (id, texts) = await FailAsync(("Logging:Console:FormatterOptions:IncludeScopes", "false"));

        Assert.DoesNotContain(texts, text => text.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_InJson_LogsNeitherTextNorNameOfItsDocument()
    {
        await using var api = await StartAsync([(LogDefaults.FormKey, "json"), ("Logging:LogLevel:Default", "Debug")]);

        var created = await ApiServer.ReadAsync(await api.PostAsync(Create), 201);
        var refused = await api.PostAsync(Create.Replace("data:", "dada:", StringComparison.Ordinal));

        var texts = api.Services.GetRequiredService<ConsoleLines>().Texts;
        var id = created.GetProperty("id").GetString()!;
        Assert.Contains(texts, text => text.Contains(id, StringComparison.Ordinal));
        await ApiServer.RefusedAsync(refused, 422, "invalid_data_url");
        Assert.All(texts, text =>
        {
            Assert.NotEqual(default, JsonLine.Parse(text).Time);
            foreach (var secret in new[] { "c2VjcmV0LXdvcmRz", "secret-words", "secret-name", "secret-instructions", api.Secret })
                Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Form_ThatThereIsNot_IsRefusedAtStart()
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => ApiHost.Build([], builder => Set(builder, (LogDefaults.FormKey, "jsno"))));

        Assert.Equal("Logging:Console:FormatterName is 'jsno'; it is simple, json, systemd or left out.", refusal.Message);
    }

    private static string Create => """
        {"background":true,"instructions":"secret-instructions",
         "document":{"filename":"secret-name.txt","url":"data:text/plain;base64,c2VjcmV0LXdvcmRz"}}
        """;

    private static void Set(WebApplicationBuilder builder, params (string Key, string Value)[] settings) =>
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));

    /// <summary>Has a request fail; its id, and what was logged.</summary>
    private async Task<(string RequestId, IReadOnlyList<string> Texts)> FailAsync(params (string Key, string Value)[] settings)
    {
        var queries = Substitute.For<IParseQueries>();
        queries.FindAsync(default!, default, CancellationToken.None)
            .ThrowsAsyncForAnyArgs(new InvalidOperationException("the defect's own words"));
        await using var api = await StartAsync(settings, services => services.AddSingleton(queries));

        using var response = await api.Client.SendAsync(HttpMethod.Get, AnyParse, ("traceparent", $"00-{TraceId}-b7ad6b7169203331-01"));

        Assert.Equal(500, (int)response.StatusCode);
        return (Assert.Single(response.Headers.GetValues("x-request-id")), api.Services.GetRequiredService<ConsoleLines>().Texts);
    }

    private Task<ApiServer> StartAsync((string Key, string Value)[] settings, Action<IServiceCollection>? services = null) =>
        ApiServer.StartAsync(database, builder =>
        {
            ConsoleLines.AddTo(builder.Logging);
            Set(builder, settings);
        }, services);
}
