using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ParseWorker.Api.Admin;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Hosting;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Hosting;

/// <summary>The executable as an operator runs it.</summary>
[Trait("Needs", "Time")]
public sealed class CommandsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("production", "rt_live_")]
    [InlineData("default", "rt_live_")]
    [InlineData("test", "rt_test_")]
    [InlineData("testing-2", "rt_test_")]
    public void NewSecret_Environment_TellsByItsPrefix(string environment, string prefix)
    {
        var secret = KeyIssuer.NewSecret(environment);

        Assert.Matches($"^{prefix}[0-9a-f]{{40}}$", secret);
        Assert.NotEqual(secret, KeyIssuer.NewSecret(environment));
    }

    [Fact]
    public async Task CreateKey_Valid_PrintsTheSecretAlone()
    {
        var (code, output, errors) = await RunAsync(
            database.ConnectionString, "create-key", "--environment", "production", "--name", "Ann");

        Assert.Equal((0, ""), (code, errors));
        await using var services = database.Services();
        var key = await services.GetRequiredService<IApiKeyStore>().FindAsync(output.TrimEnd('\n'), CancellationToken.None);
        Assert.Equal(("Ann", "production"), (key?.Name, key?.Environment));
    }

    [Theory]
    [InlineData("Bad Name", "x", "--environment takes")]
    [InlineData("good", "", "--name takes")]
    [InlineData("good", "x", "--most-waiting takes", "--most-waiting", "1000001")]
    public async Task CreateKey_BadArgument_IsOneSentence(string environment, string name, string sentence, params string[] more)
    {
        var (code, output, errors) = await RunAsync(
            database.ConnectionString, ["create-key", "--environment", environment, "--name", name, .. more]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(sentence, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAndRevokeKey_OfAnIssuedKey_ShowItAndMakeItUseless()
    {
        var (_, secret, _) = await RunAsync(database.ConnectionString, "create-key", "--environment", "sales", "--name", "Bob B.");
        var (_, all, _) = await RunAsync(database.ConnectionString, "list-keys");
        var (listCode, listed, _) = await RunAsync(database.ConnectionString, "list-keys", "--environment", "sales");
        var fields = listed.TrimEnd('\n').Split('\t');
        var (revokeCode, said, _) = await RunAsync(database.ConnectionString, "revoke-key", "--id", fields[0]);
        var (again, _, sentence) = await RunAsync(database.ConnectionString, "revoke-key", "--id", fields[0]);

        Assert.Equal((0, 0, 1), (listCode, revokeCode, again));
        Assert.Equal(["sales", "Bob B."], fields[1..3]);
        Assert.Matches("^20[0-9]{2}-[0-9T:-]+Z$", fields[3]);
        Assert.Contains(listed, all, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.TrimEnd('\n'), all, StringComparison.Ordinal);
        Assert.Contains("within 15 s", said, StringComparison.Ordinal);
        Assert.Contains($"There is no key {fields[0]}", sentence, StringComparison.Ordinal);
        await using var services = database.Services();
        Assert.Null(await services.GetRequiredService<IApiKeyStore>().FindAsync(secret.TrimEnd('\n'), CancellationToken.None));
    }

    [Fact]
    public async Task LimitKeyAndWeighEnvironment_SayWhatHoldsFromNowOn()
    {
        await RunAsync(database.ConnectionString, "create-key", "--environment", "limits", "--name", "Cy", "--most-waiting", "5");
        var (_, listed, _) = await RunAsync(database.ConnectionString, "list-keys", "--environment", "limits");
        var fields = listed.TrimEnd('\n').Split('\t');
        Assert.Equal("5", fields[4]);

        var (_, said, _) = await RunAsync(database.ConnectionString, "limit-key", "--id", fields[0], "--most-waiting", "default");
        Assert.Equal($"{fields[0]} (Cy, of limits): parses that may wait: default.\n", said);
        var (badLimit, _, sentence) = await RunAsync(database.ConnectionString, "limit-key", "--id", fields[0], "--most-waiting", "many");
        var (nobody, _, _) = await RunAsync(database.ConnectionString, "limit-key", "--id", "key_0", "--most-waiting", "1");
        Assert.Equal((1, 1), (badLimit, nobody));
        Assert.Contains("or 'default'.", sentence, StringComparison.Ordinal);

        var (_, weighed, _) = await RunAsync(database.ConnectionString, "weigh-environment", "--environment", "limits", "--weight", "3");
        var (badWeight, _, rule) = await RunAsync(
            database.ConnectionString, "weigh-environment", "--environment", "limits", "--weight", "0");
        var (_, environments, _) = await RunAsync(database.ConnectionString, "list-environments");
        Assert.StartsWith("limits has weight 3", weighed, StringComparison.Ordinal);
        Assert.Equal(1, badWeight);
        Assert.Contains("--weight takes a whole number from 1 to 100.", rule, StringComparison.Ordinal);
        Assert.Contains("limits\t3\t1\n", environments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_Twice_IsFineAndServingAnOldSchemaIsRefused()
    {
        var name = $"empty_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create database {name}");
        var empty = database.ConnectionString.Replace(database.Source.CreateConnection().Database, name, StringComparison.Ordinal);

        var (refused, _, sentence) = await RunAsync(empty, "--urls", "http://127.0.0.1:0");
        var (first, _, _) = await RunAsync(empty, "migrate");
        var (second, output, _) = await RunAsync(empty, "migrate");

        Assert.Equal((1, 0, 0), (refused, first, second));
        Assert.Contains("ParseWorker.Api migrate", sentence, StringComparison.Ordinal);
        Assert.Contains("up to date", output, StringComparison.Ordinal);
        await database.ExecuteAsync($"drop database {name} with (force)");
    }

    [Fact]
    public async Task Serve_UnreachableDatabase_IsRefusedWithASentence()
    {
        var (code, _, errors) = await RunAsync("Host=127.0.0.1;Port=1;Username=x;Database=x", "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("ParseWorker.Api: ", errors, StringComparison.Ordinal);
        Assert.Contains("Connection refused", errors, StringComparison.Ordinal); // what the driver's own words leave out
    }

    // Where a role may not create schemas, an administrator makes them: with what the refusal says.
    [Fact]
    public async Task Migrate_ByARoleThatMayCreateNoSchema_TakesThoseThatTheRefusalAskedFor()
    {
        var name = $"given_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {name} login password 'secret'");
        await database.ExecuteAsync($"create database {name}");
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false };
        var restricted = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = name, Password = "secret" };

        var (refused, _, sentence) = await RunAsync(restricted.ConnectionString, "migrate");
        var asked = Regex.Match(sentence, "run there: (.*)$", RegexOptions.Multiline).Groups[1].Value;
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
        await using (var command = source.CreateCommand(asked))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var (taken, _, errors) = await RunAsync(restricted.ConnectionString, "migrate");

        Assert.Equal($"create schema parseworker authorization {name}; create schema hangfire authorization {name};", asked);
        Assert.Equal((1, 0, ""), (refused, taken, errors));
        await database.ExecuteAsync($"drop database {name} with (force)");
        await database.ExecuteAsync($"drop role {name}");
    }

    [Fact]
    public async Task Status_WithAWorkerThatReported_TellsDatabaseQueueAndWorker()
    {
        await using var services = database.Services();
        await services.GetRequiredService<IWorkerRegistry>().ReportAsync(
            new WorkerReport("vm:1:a", 2, Ready: false, "It rests."), CancellationToken.None);

        var (code, output, _) = await RunAsync(database.ConnectionString, "status");

        Assert.Equal(0, code);
        Assert.Matches(@"^postgresql\t[0-9.]+\nbytes\t[0-9]{6,}\npending\t0\nqueued\t0\nin_progress\t0\n", output);
        Assert.Contains("worker\tvm:1:a\t2\tIt rests.\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("correct horse battery\n", 0)]
    [InlineData("correct horse battery", 0)]
    [InlineData("too short\n", 1)]
    [InlineData("", 1)]
    public async Task HashPassword_OfALine_PrintsItsHashAlone(string input, int expected)
    {
        var (code, output, errors) = await RunWithAsync(input, "", "hash-password");

        Assert.Equal(expected, code);
        if (expected == 0) Assert.True(PasswordHash.Parse(output.TrimEnd('\n'))!.IsOf(input.Trim()));
        else Assert.Equal(("", "ParseWorker.Api: a password must have 12 characters or more.\n"), (output, errors));
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(string connectionString, params string[] arguments) =>
        RunWithAsync("", connectionString, arguments);

    private static async Task<(int Code, string Output, string Errors)> RunWithAsync(
        string input, string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ApiHost).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Main"] = connectionString;
        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        await process.StandardInput.WriteAsync(input.AsMemory(), token);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output, await errors);
    }
}
