using ParseWorker.Benchmarks;
using ParseWorker.Benchmarks.Busy;

// Figures that the README states, each beside something run in the same minute on the same machine.
// ParseWorker.Benchmarks [--smoke] [--bench=FOLDER] [--sets=NAME,…] [--liteparse=FOLDER] [--typeset=SEED --pages=N] [--keep=FOLDER]
// [--minutes=N] [name …]; without a name all of them, with --smoke each once and small.
if (args is [PlainReader.Command, var document]) return await PlainReader.RunAsync(document);

var run = BenchmarkRun.From(args);
var unknown = run.Names.Except(Benchmarks.All.Keys).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}; there are: {string.Join(", ", Benchmarks.All.Keys)}.");
    return 2;
}

foreach (var (name, measure) in Benchmarks.All)
{
    if (run.Names.Count > 0 && !run.Names.Contains(name)) continue;
    Console.WriteLine($"== {name}");
    await measure(run);
    Console.WriteLine();
}

return 0;
