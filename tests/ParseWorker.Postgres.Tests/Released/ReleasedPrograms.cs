using Dapper;
using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Released;

/// <summary>The lives of parses as the programs of the last release lead them: their statements, in their order.</summary>
internal sealed class ReleasedPrograms(NpgsqlDataSource source, ReleasedStatements statements)
{
    private const string Worker = "released-worker";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly byte[] Hash = new byte[32];

    /// <summary>Each way in which a parse may end, as <see cref="LiveAsync"/> takes it.</summary>
    public static IReadOnlyList<string> Endings { get; } =
        ["completed", "failed", "cancelled in the queue", "cancelled", "handed back", "retried", "taken back", "deleted"];

    /// <summary>What is there before a parse is: a worker, a document, and an endpoint that is told of endings.</summary>
    public async Task BeginAsync(string environment)
    {
        await QueryAsync("report_worker", new { Name = Worker, Slots = 8, Ready = true, Reason = (string?)null });
        await QueryAsync("note_blob", new { sha256 = Hash });
        await QueryAsync("save_blob", new { sha256 = Hash, size = 1L });
        var endpoint = new
        {
            id = $"whe_{environment}",
            environment,
            url = "https://hooks.test/",
            description = (string?)null,
            events = new[] { "completed", "failed", "cancelled" },
            secret = Hash,
            most = 10,
        };
        await QueryAsync("add_webhook", endpoint);
    }

    /// <summary>One parse from its create to its end, of which its environment's endpoint is told.</summary>
    /// <returns>The status in which it ended, or "deleted".</returns>
    public async Task<string> LiveAsync(string environment, string ending)
    {
        var id = await CreateAsync(environment);
        if (ending == "cancelled in the queue") return await CancelAsync(environment, id);

        var attempt = await ClaimAsync(id);
        await WriteAsync(id, attempt, number: 1);
        switch (ending)
        {
            case "cancelled":
                await CancelAsync(environment, id);
                await QueryAsync("acknowledge_cancel", new { id, attempt });
                await QueryAsync("cancel_attempt", new { id, attempt, forced = false });
                break;
            case "failed":
                await QueryAsync("fail", new { id, attempt, code = "no_text_layer", message = "No page holds text.", details = "{}" });
                break;
            case "deleted":
                await QueryAsync("delete_parse", new { id, environment });
                break;
            case "completed":
                await CompleteAsync(id, attempt);
                break;
            default:
                await LeaveAsync(id, attempt, ending);
                attempt = await ClaimAsync(id);
                await WriteAsync(id, attempt, number: 2);
                await CompleteAsync(id, attempt);
                break;
        }

        await TellAsync(environment);
        return await StatusAsync(environment, id) ?? "deleted";
    }

    private async Task<string> CreateAsync(string environment)
    {
        var id = ParseId.New(TimeProvider.System.GetUtcNow()).ToString();
        var parse = new
        {
            Id = id,
            Environment = environment,
            FileId = $"file_{Ulid.NewUlid(TimeProvider.System.GetUtcNow())}",
            FileName = "a.pdf",
            MimeType = "application/pdf",
            Sha256 = Hash,
            SourceUrl = (string?)null,
            Model = "retab-small",
            Profile = (string?)null,
            TableFormat = "html",
            ImageResolutionDpi = 192,
            Instructions = (string?)null,
            Fingerprint = Hash,
            IdempotencyKey = id,
            Process = 1L,
            ExpiresAfter = (TimeSpan?)Lease,
            TimeLimit = (TimeSpan?)Lease,
            MostWaiting = (int?)1000,
            BustCache = false,
            KeyId = (string?)null,
            MostWaitingOfKey = (int?)null,
            Note = (string?)null,
            TraceParent = (string?)null,
        };
        await QueryAsync("create_parse", parse);
        await QueryAsync("mark_answered", new { id });
        await QueryAsync("admit", new { environment, liveFor = Lease });
        await QueryAsync("record_job", new { id, attempt = 0, jobId = "1" });
        return id;
    }

    private async Task<int> ClaimAsync(string id)
    {
        var granted = new { id, owner = Worker, lease = Lease, prefix = "engine ", suffixes = "{}" };
        return (int)(await SingleAsync("claim", granted))["attempt"]!;
    }

    private async Task WriteAsync(string id, int attempt, int number)
    {
        var pages = new
        {
            id,
            attempt,
            pageCount = (int?)2,
            first = number,
            last = number,
            numbers = new[] { number },
            texts = new[] { $"page {number}" },
            failures = new[] { $"{number} damaged" },
            inputTokens = 1L,
            outputTokens = 1L,
        };
        if (!1L.Equals((await SingleAsync("write_pages", pages)).Values.Single()))
            throw new InvalidOperationException($"Page {number} of {id} was not written.");
        await SingleAsync("read_flags", new { ids = new[] { id } });
        await SingleAsync("renew_leases", new { ids = new[] { id }, attempts = new[] { attempt }, lease = Lease });
    }

    private Task<IDictionary<string, object?>> CompleteAsync(string id, int attempt) =>
        SingleAsync("complete", new { id, attempt, credits = 2m, pageCount = 2 });

    private async Task<string> CancelAsync(string environment, string id)
    {
        await SingleAsync("request_cancel", new { id, environment, requestedBy = "tester" });
        return await StatusAsync(environment, id) ?? "gone";
    }

    /// <summary>Gives the attempt up, so that another may be claimed at once.</summary>
    private Task LeaveAsync(string id, int attempt, string ending) => ending switch
    {
        "handed back" => SingleAsync("hand_back", new { id, attempt, delay = (TimeSpan?)null, cause = (string?)null }),
        "retried" => SingleAsync("retry", new
        {
            id,
            attempt,
            maxAttempts = 3,
            delay = TimeSpan.Zero,
            code = "engine_crashed",
            message = "The engine crashed.",
            details = "{}",
        }),
        _ => LoseAsync(id, attempt),
    };

    private async Task LoseAsync(string id, int attempt)
    {
        await SingleAsync("renew_leases", new { ids = new[] { id }, attempts = new[] { attempt }, lease = -Lease });
        var sweep = new { maxLostWorkers = 3, code = "worker_lost", message = "Lost.", details = "{}", lease = TimeSpan.Zero, limit = 100 };
        await QueryAsync("take_back_expired", sweep);

        // Another life's sweep may have been at it, so that this one went past it.
        await Eventually.BecomesAsync(
            async () => (string?)(await SingleAsync("read_flags", new { ids = new[] { id } }))["status"], status => status == "queued");
    }

    /// <summary>The endpoint is told of whatever has ended; another life may have come first.</summary>
    private async Task TellAsync(string environment)
    {
        var room = new { environment, ofAnEndpoint = 4, ofAnEnvironment = 4, ofTheFailing = 4 };
        foreach (var due in await QueryAsync("take_due_deliveries", room))
        {
            var (endpointId, parseId, n) = ((string)due["endpoint_id"]!, (string)due["parse_id"]!, (int)due["n"]!);
            var granted = (await QueryAsync("claim_delivery", new { endpointId, parseId, n, lease = Lease })).Single();
            await SingleAsync("record_delivery", new
            {
                endpointId,
                parseId,
                n,
                attempt = (int)granted["attempt"]!,
                url = (string)granted["url"]!,
                duration = Lease,
                responseStatus = (int?)204,
                error = (string?)null,
                delay = (TimeSpan?)null,
                isGone = false,
                disableAfter = Lease,
                fewestFailures = 3,
                mostAttempts = 20,
            });
        }
    }

    private async Task<string?> StatusAsync(string environment, string id) =>
        (string?)(await QueryAsync("find_parse", new { id, environment })).SingleOrDefault()?["status"];

    private async Task<IDictionary<string, object?>> SingleAsync(string name, object parameters) =>
        (await QueryAsync(name, parameters)) is [{ } row] ? row : throw new InvalidOperationException($"{name} came to nothing.");

    private async Task<IReadOnlyList<IDictionary<string, object?>>> QueryAsync(string name, object parameters)
    {
        await using var connection = await source.OpenConnectionAsync();
        return [.. (await connection.QueryAsync(new CommandDefinition(statements[name], parameters))).Cast<IDictionary<string, object?>>()];
    }
}
