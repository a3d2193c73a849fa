using System.Globalization;

namespace ParseWorker.Benchmarks;

/// <summary>What the command line asked for.</summary>
/// <param name="Names">The benchmarks to run; none means all.</param>
/// <param name="Smoke">Each once and small: shows that it still runs, measures nothing.</param>
/// <param name="BenchFolder">Documents with their truth; null looks for <c>../shared/bench</c> beside the checkout.</param>
/// <param name="Sets">Read the sets alone whose names begin with one of these; none means all.</param>
/// <param name="LiteParseFolder">Where <c>npm install @llamaindex/liteparse</c> ran; null leaves that peer out.</param>
/// <param name="TypesetSeed">Set made-up documents of this seed and read those alone; null doesn't.</param>
/// <param name="Pages">How many of them.</param>
/// <param name="Minutes">How long the soak takes.</param>
/// <param name="KeepFolder">Where documents, truth and readings stay; null throws them away.</param>
internal sealed record BenchmarkRun(
    IReadOnlyList<string> Names, bool Smoke, string? BenchFolder, IReadOnlyList<string> Sets, string? LiteParseFolder, int? TypesetSeed,
    int Pages, int Minutes, string? KeepFolder)
{
    public static BenchmarkRun From(string[] args) => new(
        [.. args.Where(argument => !argument.StartsWith('-'))],
        args.Contains("--smoke"),
        Folder(args, "--bench="),
        Value(args, "--sets=")?.Split(',') ?? [],
        Folder(args, "--liteparse="),
        Number(args, "--typeset="),
        Number(args, "--pages=") ?? 1000,
        Number(args, "--minutes=") ?? 60,
        Folder(args, "--keep="));

    /// <summary>Whether a set was asked for.</summary>
    public bool Takes(string set) => Sets.Count == 0 || Sets.Any(name => set.StartsWith(name, StringComparison.Ordinal));

    private static string? Folder(string[] args, string option) => Value(args, option) is { } value ? Path.GetFullPath(value) : null;

    private static int? Number(string[] args, string option) => Value(args, option) is { } value
        ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    private static string? Value(string[] args, string option) =>
        args.FirstOrDefault(argument => argument.StartsWith(option, StringComparison.Ordinal)) is { } found ? found[option.Length..] : null;
}
