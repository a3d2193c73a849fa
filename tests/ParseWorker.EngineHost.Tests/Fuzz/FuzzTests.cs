using System.Globalization;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Sniffing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EngineHost.Tests.Fuzz;

/// <summary>
/// Damaged documents of every format, thousands of them, through the real engine host: each ends in pages or in a stable error, and
/// no host dies of one. <c>PARSEWORKER_FUZZ_ROUNDS</c> sets how many of each; a failure names the seed that makes it again.
/// </summary>
[Trait("Needs", "Time")]
public sealed class FuzzTests
{
    private const int RoundsByDefault = 200;

    private static readonly HostSettings Office = new() { OfficeCommand = LibreOffice.Command };

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("PARSEWORKER_FUZZ_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var rounds) ? rounds : RoundsByDefault;

    public static TheoryData<string> Names() => [.. Corpus.Documents.Select(document => document.Name)];

    [Fact]
    public void Corpus_OfAllTypes_MissesNone() =>
        Assert.Empty(Enum.GetValues<DocumentType>().Except([DocumentType.Unknown])
            .Except(Corpus.Documents.Select(document => document.Type)));

    /// <summary>What is damaged is a document that can be read: else its first check would be all that is tested.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Parse_SoundDocument_IsRead(string name)
    {
        await using var host = HostProcess.Start(settings: Office);
        var ending = await ParseAsync(host, Find(name).Content, name);
        Assert.True(ending is EngineMessage.Finished or EngineMessage.Refused { Error.Code: ParseErrorCodes.NoTextLayer },
            $"{ending}");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Parse_DamagedDocument_EndsInPagesOrAStableError(string name)
    {
        var sound = Find(name);
        await using var host = HostProcess.Start(settings: Office);
        for (var seed = 0; seed < Math.Max(1, Rounds / sound.Share); seed++)
        {
            var ending = await ParseAsync(host, new Damage(seed).Apply(sound.Content), name);
            Assert.True(ending is EngineMessage.Finished or EngineMessage.Refused, await ExplainAsync(host, name, seed, ending));
            if (ending is EngineMessage.Refused { Error: var error })
                Assert.False(error.Code == ParseErrorCodes.InternalError, $"{name}, seed {seed}: {error.Message}");
        }
    }

    private static Sound Find(string name) => Corpus.Documents.Single(document => document.Name == name);

    private static async Task<EngineMessage?> ParseAsync(HostProcess host, byte[] document, string name)
    {
        await host.SendParseAsync(document, name);
        var messages = await host.ReadUntilItStopsAsync().WaitAsync(Longest, TestContext.Current.CancellationToken);
        return messages.Count > 0 ? messages[^1] : null;
    }

    private static async Task<string> ExplainAsync(HostProcess host, string name, int seed, EngineMessage? last) =>
        last is EngineMessage.Finished or EngineMessage.Refused ? ""
        : $"{name}, seed {seed}: the host ended with code {await host.ExitCodeAsync()}:\n{await host.ErrorsAsync()}";
}
