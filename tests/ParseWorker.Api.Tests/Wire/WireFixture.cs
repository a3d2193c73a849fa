using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ParseWorker.Api.Tests.Files;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>
/// Answers tables of requests. A request is its first line without the version, then header lines, a blank line and a body, all but the
/// first as needed; the key, the host and the body's length and type are added unless they are written. An answer is the status, then a
/// pattern that head and body together match. A name in braces stands for something made for this row.
/// </summary>
public sealed partial class WireFixture : IAsyncLifetime
{
    /// <summary>Bytes of a document that this server takes: more than Kestrel's own limit on bodies lets through.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Where webhooks may lead.</summary>
    internal const string WebhookHost = "hooks.example";

    private readonly TestDatabase _database = new();
    private readonly DefectLog _defects = new();

    internal ApiServer Server { get; private set; } = null!;

    /// <summary>What the server logged as an error: every defect is one.</summary>
    internal IReadOnlyCollection<string> Defects => _defects.Entries;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        Server = await ApiServer.StartAsync(_database, builder =>
        {
            builder.Logging.AddProvider(_defects);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Documents:MaxBytes"] = MaxBytes.ToString(CultureInfo.InvariantCulture),
                ["Limits:Requests"] = "0",
                ["Webhooks:AllowedHosts"] = WebhookHost,
                ["Webhooks:MostEndpoints"] = "100",
                ["Admin:KeyHash"] = ApiFixture.AdminKeyHash,
                ["Dashboard:Password"] = "of-a-test-only",
            });
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Sends a row's request; its answer is as the row says.</summary>
    public async Task AssertAsync(string request, string answer)
    {
        var got = await WireConnection.ExchangeAsync(Server.Url, Complete(await FillAsync(request)));

        var status = int.Parse(answer.AsSpan(0, 3), CultureInfo.InvariantCulture);
        if (status >= 400 && !request.StartsWith("HEAD ", StringComparison.Ordinal)) got.Refused(status);
        else if (got.Content.Length > 0 && got.Header("Content-Type") is "application/json") got.Json(status);
        Assert.Equal(status, got.Named().Status);
        Assert.Matches(new Regex(await FillAsync(answer[3..].Trim()), RegexOptions.Singleline), got.All);
    }

    /// <summary>Puts in what stands in braces.</summary>
    private async Task<string> FillAsync(string text)
    {
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Distinct())
            text = text.Replace("{" + name + "}", await MakeAsync(name), StringComparison.Ordinal);
        return text;
    }

    private async Task<string> MakeAsync(string name) => name switch
    {
        "key" => Server.Secret,
        "unknown" => "prs_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "unknownfile" => "file_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "queued" => (await Server.Parses.QueuedAsync()).ToString(),
        "encoded" => (await Server.Parses.QueuedAsync()).ToString().Replace("_", "%5F", StringComparison.Ordinal),
        "running" => (await Server.Parses.InProgressAsync()).Id.ToString(),
        "completed" => (await Server.CompletedAsync("one", "two")).ToString(),
        "failed" => (await FailedAsync()).ToString(),
        "gone" => (await GoneAsync()).ToString(),
        "create" => ApiServer.Body(Guid.NewGuid().ToString(), new { background = true }),
        "pdf" => Convert.ToBase64String(SampleDocuments.Pdf("text")),
        "docx" => Convert.ToBase64String(SampleDocx.WithParagraphs("text")),
        "large" => new string('a', MaxBytes - 1024),
        "larger" => new string('a', MaxBytes + 1),
        "file" => await new FileClient(Server).UploadAsync("a.txt", Encoding.UTF8.GetBytes($"A file {Guid.NewGuid()}.")),
        "upload" => FileClient.IdOf(await UploadAsync(sent: true)),
        "announced" => FileClient.IdOf(await UploadAsync(sent: false)),
        "target" => new Uri((await UploadAsync(sent: false)).GetProperty("uploadUrl").GetString()!).PathAndQuery,
        "download" => await DownloadAsync(),
        "8000" => new string('a', 8000),
        "9000" => new string('a', 9000),
        "40000" => new string('a', 40_000),
        _ => throw new ArgumentException($"Nothing is made for {{{name}}}."),
    };

    private async Task<ParseId> FailedAsync()
    {
        var attempt = await Server.Parses.InProgressAsync();
        var error = new ParseError(ParseErrorCodes.DocumentCorrupt, "It is damaged.");
        await Server.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(error), CancellationToken.None);
        return attempt.Id;
    }

    private async Task<ParseId> GoneAsync()
    {
        var id = await Server.Parses.PendingAsync();
        await Server.Store.DeleteAsync(TestParses.Environment, id, CancellationToken.None);
        return id;
    }

    private async Task<JsonElement> UploadAsync(bool sent)
    {
        var files = new FileClient(Server);
        var upload = await files.OpenAsync("a.txt", 4);
        if (sent) (await files.PutAsync(upload, "text"u8.ToArray())).Dispose();
        return upload;
    }

    private async Task<string> DownloadAsync()
    {
        var link = await ApiServer.ReadAsync(await Server.Client.GetAsync($"/v1/files/{await MakeAsync("file")}/download-link"), 200);
        return link.GetProperty("download_url").GetString()!;
    }

    /// <summary>The request as it is sent.</summary>
    private string Complete(string request)
    {
        var parts = request.Split("\n\n", 2);
        var lines = parts[0].Split('\n').ToList();
        bool Has(string header) => lines.Skip(1).Any(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase));

        // A header without a value stands for its absence.
        if (!Has("Authorization") && !Has("Api-Key")) lines.Add($"Authorization: Bearer {Server.Secret}");
        if (!Has("Host")) lines.Add("Host: parse.example");
        if (parts.Length > 1 && !Has("Transfer-Encoding"))
        {
            if (!Has("Content-Type")) lines.Add("Content-Type: application/json");
            if (!Has("Content-Length")) lines.Add($"Content-Length: {Encoding.UTF8.GetByteCount(parts[1])}");
        }

        if (!lines[0].Contains(" HTTP/", StringComparison.Ordinal)) lines[0] += " HTTP/1.1";
        lines.RemoveAll(line => line.EndsWith(':'));
        return $"{string.Join("\r\n", lines)}\r\n\r\n{(parts.Length > 1 ? parts[1] : "")}";
    }

    private sealed class DefectLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _entries = new();

        public IReadOnlyCollection<string> Entries => _entries;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) _entries.Enqueue($"{formatter(state, exception)}: {exception}");
        }

        public void Dispose()
        {
        }
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+|[0-9]{4,})\}")]
    private static partial Regex Placeholder();
}
