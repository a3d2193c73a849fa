using System.Globalization;
using System.Net;
using System.Text;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Soak;

/// <summary>One client, which creates parses, waits for them, cancels or deletes some, and holds the service to what it was told.</summary>
internal sealed class SoakClient(ParsesClient client, int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Random _random = new(seed);

    public SoakCounts Counts { get; private set; } = new();

    /// <summary>Goes on until the time is over, and ends what it has begun.</summary>
    /// <exception cref="InvalidOperationException">The service contradicted itself.</exception>
    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var turn = _random.Next(10);
            var (document, name) = turn < 2 ? (LongDocument.Bytes, "long.pdf") : NextDocument();
            var id = (string)(await client.CreateAsync(document, name))["id"]!;
            Counts += new SoakCounts(Created: 1);
            await (turn switch
            {
                < 4 => CancelAsync(id), // the long ones, too: whoever read them all would do nothing else
                < 6 => DeleteAsync(id),
                _ => EndAsync(id),
            });
        }
    }

    private (byte[] Document, string Name) NextDocument() => _random.Next(10) switch
    {
        < 4 => (SampleDocuments.Pdf(pages: _random.Next(2, 30), linesPerPage: 40), "some.pdf"),
        _ => (Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Number {_random.NextInt64()}.")), "line.txt"),
    };

    /// <summary>A cancel that is answered <c>cancelled</c>, or that changes nothing, is the parse's last word.</summary>
    private async Task CancelAsync(string id)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_random.Next(1, 400)));
        await timer.WaitForNextTickAsync();
        var told = (string)(await client.CancelAsync(id))["status"]!;
        var ended = (string)(await client.EndsAsync(id, Patience))["status"]!;
        if (told is "completed" or "failed" or "cancelled" && ended != told)
            throw new InvalidOperationException($"A cancel of {id} said {told}; then it was {ended}.");
        if (ended != "cancelled" && told is not ("completed" or "failed"))
            throw new InvalidOperationException($"{id} was {told} when it was cancelled, and ended {ended}.");
        Counts += new SoakCounts(Cancelled: ended == "cancelled" ? 1 : 0);
    }

    private async Task DeleteAsync(string id)
    {
        if (_random.Next(2) == 0) await client.EndsAsync(id, Patience);
        var deleted = await client.SendAsync(HttpMethod.Delete, $"v1/parses/{id}");
        var read = await client.SendAsync(HttpMethod.Get, $"v1/parses/{id}");
        if (deleted.Status != HttpStatusCode.NoContent || read.Status != HttpStatusCode.NotFound)
            throw new InvalidOperationException($"{id} was deleted with {(int)deleted.Status} and read with {(int)read.Status}.");
        Counts += new SoakCounts(Deleted: 1);
    }

    private async Task EndAsync(string id)
    {
        var ended = await client.EndsAsync(id, Patience);
        var again = await client.CancelAsync(id);
        if ((string)ended["status"]! != "completed" || (string)again["status"]! != "completed")
            throw new InvalidOperationException($"{id} ended {ended["status"]} and was {again["status"]} after a cancel.");
        Counts += new SoakCounts(Completed: 1);
    }
}
