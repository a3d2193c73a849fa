using System.Reflection;
using ParseWorker.Core.Errors;

namespace ParseWorker.Core.Tests.Parses;

public sealed class ParseErrorTableTests
{
    private static readonly IEnumerable<string> Codes = typeof(ParseErrorCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    [Fact]
    public void All_OfTheTable_HasEveryCodeOnce()
    {
        Assert.Equal(Codes.Order(StringComparer.Ordinal), ParseErrorTable.All.Select(row => row.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_OfTheTable_AdvisesInSentences()
    {
        Assert.All(ParseErrorTable.All, row => Assert.Matches("^[A-Z].{10,}[.]$", row.Advice));
    }

    [Fact]
    public void IsRetried_OfEveryCode_IsTrueWhereAnotherAttemptMayPass()
    {
        Assert.Equal(
            [
                "engine_crashed", "engine_out_of_memory", "internal_error", "model_answer_invalid", "model_unavailable", "remote_timeout",
                "remote_unavailable", "remote_unreachable",
            ],
            ParseErrorTable.All.Where(row => row.IsRetried).Select(row => row.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HttpStatus_OfEveryCode_Is500WhereTheDocumentIsNotToBlame()
    {
        Assert.Equal(
            [
                "engine_crashed", "internal_error", "model_answer_invalid", "model_not_configured", "model_rejected", "model_unavailable",
                "worker_lost",
            ],
            ParseErrorTable.All.Where(row => row.HttpStatus == 500).Select(row => row.Code).Order(StringComparer.Ordinal));
        Assert.All(ParseErrorTable.All, row => Assert.True(row.HttpStatus is 422 or 500));
    }

    [Fact]
    public void IsBeforeEngine_OfEveryCode_IsTrueWhereNoEngineHadTheDocument()
    {
        Assert.Equal(
            [
                "queue_expired", "remote_address_blocked", "remote_host_not_allowed", "remote_redirects", "remote_status", "remote_timeout",
                "remote_too_large", "remote_unavailable", "remote_unreachable", "remote_url_invalid",
            ],
            ParseErrorTable.All.Where(row => row.IsBeforeEngine).Select(row => row.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EndsHost_OfEveryCode_IsTrueWhereItsProcessIsGone()
    {
        Assert.Equal(
            ["engine_crashed", "engine_out_of_memory", "timeout"],
            ParseErrorTable.All.Where(row => row.EndsHost).Select(row => row.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_ACodeOfANewerBuild_IsAFaultOfTheServiceThatIsNotRetried()
    {
        var row = ParseErrorTable.Of("invented_later");

        Assert.Equal(("invented_later", ErrorFault.Service, false), (row.Code, row.Fault, row.IsRetried));
    }
}
