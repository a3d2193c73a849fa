using ParseWorker.Benchmarks;

// Figures that the README states, each beside something run in the same minute on the same machine.
// ParseWorker.Benchmarks [--smoke] [name …]; without a name all of them, with --smoke each once and small.
var smoke = args.Contains("--smoke");
var names = args.Where(argument => !argument.StartsWith('-')).ToList();
var unknown = names.Except(Benchmarks.All.Keys).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}; there are: {string.Join(", ", Benchmarks.All.Keys)}.");
    return 2;
}

foreach (var (name, run) in Benchmarks.All)
{
    if (names.Count > 0 && !names.Contains(name)) continue;
    Console.WriteLine($"== {name}");
    await using var service = new Service();
    await service.InitializeAsync();
    await run(service, smoke);
    Console.WriteLine();
}

return 0;
