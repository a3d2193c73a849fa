namespace ParseWorker.Benchmarks;

/// <summary>What the command line asked for.</summary>
/// <param name="Names">The benchmarks to run; none means all.</param>
/// <param name="Smoke">Each once and small: shows that it still runs, measures nothing.</param>
/// <param name="BenchFolder">Documents with their truth; null looks for <c>../shared/bench</c> beside the checkout.</param>
/// <param name="LiteParseFolder">Where <c>npm install @llamaindex/liteparse</c> ran; null leaves that peer out.</param>
internal sealed record BenchmarkRun(IReadOnlyList<string> Names, bool Smoke, string? BenchFolder, string? LiteParseFolder)
{
    public static BenchmarkRun From(string[] args) => new(
        [.. args.Where(argument => !argument.StartsWith('-'))],
        args.Contains("--smoke"),
        Value(args, "--bench="),
        Value(args, "--liteparse="));

    private static string? Value(string[] args, string option) =>
        args.FirstOrDefault(argument => argument.StartsWith(option, StringComparison.Ordinal)) is { } found
            ? Path.GetFullPath(found[option.Length..])
            : null;
}
