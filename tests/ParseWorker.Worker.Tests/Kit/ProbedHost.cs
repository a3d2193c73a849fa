using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>What a program that has taken a host over was told when it tried: all attempts in one host, each a page.</summary>
internal sealed class ProbedHost
{
    private readonly Dictionary<string, string> _answers;

    private ProbedHost(Dictionary<string, string> answers) => _answers = answers;

    /// <summary>Makes the attempts in a host.</summary>
    /// <param name="host">Runs them.</param>
    /// <param name="attempts">Lines of its document.</param>
    public static async Task<ProbedHost> TryAsync(FakeHost host, IReadOnlyList<string> attempts)
    {
        host.Put([.. attempts]);
        var answers = (await host.RunAsync()).OfType<EngineMessage.PageText>().Select(page => page.Text.Trim());
        return new(attempts.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>The answer to an attempt.</summary>
    public string this[string attempt] => _answers[attempt];
}
