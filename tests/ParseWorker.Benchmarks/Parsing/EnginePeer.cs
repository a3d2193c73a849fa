using System.Diagnostics;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>Our engine, in the process that production runs it in and over the same pipes; warm after its first pass.</summary>
internal sealed class EnginePeer : IDisposable
{
    private readonly Process _host;
    private readonly Dictionary<string, string> _refused = [];
    private TimeSpan _slowestFirstPage;
    private long _halfwayBytes;

    public EnginePeer()
    {
        var start = new ProcessStartInfo(Repository.Program("ParseWorker.EngineHost"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var settings = new HostSettings
        {
            ParentId = Environment.ProcessId,
            OcrModels = OcrModelFiles.Folder,
            OcrLanguages = "Latin",
            TesseractCommand = "/usr/bin/tesseract",
        };
        settings.WriteTo(start.Environment);
        _host = Launcher.Start(start);
    }

    /// <summary>Reads every document of a set and writes its text into a folder.</summary>
    public async Task<Usage> ReadAsync(BenchSet set, string model, string outputFolder)
    {
        var (pages, cpu, began) = (0, ProcessCost.Cpu(_host.Id), Stopwatch.GetTimestamp());
        _slowestFirstPage = TimeSpan.Zero;
        _refused.Clear();
        foreach (var document in set.Documents)
        {
            var texts = await ReadAsync(document, set.Tables, model);
            pages += texts.Count;
            await File.WriteAllTextAsync(Path.Combine(outputFolder, set.PredictionOf(document)), string.Join("\n\n", texts));
        }
        return new(pages, Stopwatch.GetElapsedTime(began), ProcessCost.Cpu(_host.Id) - cpu, ProcessCost.PeakBytes(_host.Id),
            set.Documents.Count == 1 ? _halfwayBytes : 0, _slowestFirstPage, _refused);
    }

    public void Dispose()
    {
        _host.Kill();
        _host.Dispose();
    }

    /// <summary>The pages' texts; none when the document was refused.</summary>
    private async Task<IReadOnlyList<string>> ReadAsync(string document, TableFormat tables, string model)
    {
        var request = new EngineRequest
        {
            DocumentPath = document,
            FileName = Path.GetFileName(document),
            Settings = new ParseSettings { Model = model, TableFormat = tables },
            FirstPage = 1,
        };
        await EngineFrames.WriteAsync(_host.StandardInput.BaseStream, new EngineCommand.Start(request), CancellationToken.None);
        var (texts, asked, half) = (new List<string>(), Stopwatch.GetTimestamp(), 0);
        while (true)
        {
            switch (await EngineFrames.ReadMessageAsync(_host.StandardOutput.BaseStream, CancellationToken.None))
            {
                case EngineMessage.Opened opened:
                    half = (opened.PageCount ?? 0) / 2;
                    break;
                case EngineMessage.PageText page:
                    if (texts.Count == 0) NoteFirstPage(Stopwatch.GetElapsedTime(asked));
                    texts.Add(page.Text);
                    if (texts.Count == half) _halfwayBytes = ProcessCost.PeakBytes(_host.Id);
                    break;
                case EngineMessage.Finished: return texts;
                case EngineMessage.Refused refused:
                    _refused[Path.GetFileName(document)] = refused.Error.Code;
                    return [];
                case null: throw new InvalidOperationException($"The engine host died on {document}.");
                default: break;
            }
        }
    }

    private void NoteFirstPage(TimeSpan took)
    {
        if (took > _slowestFirstPage) _slowestFirstPage = took;
    }
}
