using System.Runtime.CompilerServices;
using ParseWorker.Documents;
using ParseWorker.Documents.Model;

namespace ParseWorker.FaultyHost;

/// <summary>A document whose every line is a page: a fault's name and its argument, or text.</summary>
internal sealed class FaultyDocument(string[] lines) : IOpenDocument
{
    public int? PageCount => lines.Length;

    public static IOpenDocument Open(Stream content, string fileName, ReadOptions options, CancellationToken token)
    {
        using var reader = new StreamReader(content);
        return new FaultyDocument(reader.ReadToEnd().Split('\n'));
    }

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        // On the engine's own thread, as the engines of the project do: nothing here is ever waited for.
        await Task.CompletedTask;
        for (var number = firstPage; number <= lines.Length; number++)
        {
            token.ThrowIfCancellationRequested();
            yield return new Page(number, [new Block.Paragraph(Faults.Commit(lines[number - 1]))]);
        }
    }

    public void Dispose()
    {
    }
}
