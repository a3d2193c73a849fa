using System.Reflection;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Tests.Parses;

/// <summary>Names that clients and the database spell; a change here is a change of the contract.</summary>
public sealed class NamesTests
{
    [Fact]
    public void ParseStatusNames_OfEveryStatus_AreTheContracts()
    {
        Assert.Equal(["pending", "queued", "in_progress", "completed", "failed", "cancelled"], ParseStatusNames.All);
        foreach (var status in Enum.GetValues<ParseStatus>()) Assert.Equal(status, ParseStatusNames.Parse(status.ToWire()));
    }

    [Theory, InlineData(null), InlineData(""), InlineData("Pending"), InlineData("IN_PROGRESS"), InlineData("done"), InlineData("0")]
    public void ParseStatusNames_OfAnythingElse_AreRefused(string? name)
    {
        Assert.False(ParseStatusNames.TryParse(name, out _));
        Assert.Throws<FormatException>(() => ParseStatusNames.Parse(name ?? ""));
    }

    [Fact]
    public void ParseEventKindNames_OfEveryKind_AreTheContracts()
    {
        Assert.Equal(
            [
                "created", "queued", "claimed", "page_failed", "pages_copied", "cancel_requested", "cancel_observed", "handed_back",
                "taken_back", "retried", "completed", "failed", "cancelled",
            ],
            Enum.GetValues<ParseEventKind>().Select(kind => kind.ToWire()));
        foreach (var kind in Enum.GetValues<ParseEventKind>()) Assert.Equal(kind, ParseEventKindNames.Parse(kind.ToWire()));
        Assert.Throws<FormatException>(() => ParseEventKindNames.Parse("Created"));
    }

    [Fact]
    public void ParseEventKind_ThatEndsALife_HasTheNameOfATerminalStatus()
    {
        var endings = Enum.GetValues<ParseEventKind>().Where(kind => kind.IsEnding()).Select(kind => kind.ToWire());

        Assert.Equal(Enum.GetValues<ParseStatus>().Where(status => status.IsTerminal()).Select(status => status.ToWire()), endings);
    }

    [Fact]
    public void TableFormatNames_OfEveryFormat_ReadWhatTheyWrite()
    {
        Assert.Equal(["html", "json", "markdown", "yaml"], Enum.GetValues<TableFormat>().Select(format => format.ToWire()).Order());
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            Assert.True(TableFormatNames.TryParse(format.ToWire(), out var same));
            Assert.Equal(format, same);
        }

        foreach (var wrong in new[] { null, "", "HTML", "xml" }) Assert.False(TableFormatNames.TryParse(wrong, out _));
    }

    [Fact]
    public void ParseErrorCodes_OfEveryFailure_AreStable()
    {
        var codes = typeof(ParseErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(
            [
                "document_corrupt", "document_empty", "document_too_large", "encoding_unknown", "engine_crashed", "engine_out_of_memory",
                "expanded_too_large", "image_too_large", "internal_error", "model_answer_empty", "model_answer_invalid",
                    "model_answer_too_long",
                "model_not_configured", "model_refused", "model_rejected", "model_unavailable", "no_text_layer", "page_unreadable",
                "password_protected", "queue_expired", "remote_address_blocked", "remote_host_not_allowed", "remote_redirects",
                "remote_status", "remote_timeout", "remote_too_large", "remote_unavailable", "remote_unreachable", "remote_url_invalid",
                "temporary_space_exceeded", "timeout", "too_many_pages", "unsupported_format", "worker_lost",
            ],
            codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EngineProfiles_FromTheStart_AreTheThreeDocumentedOnes()
    {
        Assert.Equal(
            [new EngineProfile("retab-micro", 0.2m), new EngineProfile("retab-small", 1.0m), new EngineProfile("retab-large", 3.0m)],
                EngineProfile.Known);
        var models = new ModelCatalog([]);
        Assert.Equal(EngineProfile.Known, models.Profiles);
        Assert.True(models.TryFind(EngineProfile.Default, out _));
        foreach (var unknown in new[] { null, "", "Retab-Small", "gpt" }) Assert.False(models.TryFind(unknown, out _));
    }
}
