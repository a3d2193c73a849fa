using System.Text.RegularExpressions;

namespace ParseWorker.Testing.Processes;

/// <summary>The API as a real process on a free loopback port.</summary>
public sealed partial class ApiProcess : ServiceProcess
{
    private const string Project = "ParseWorker.Api";

    /// <summary>The password that the dashboard of a test asks for.</summary>
    public const string DashboardPassword = "dashboard-password-of-a-test";

    private ApiProcess(IReadOnlyDictionary<string, string> environment)
        : base(Project, environment) { }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it on a database and waits until it listens.</summary>
    public static async Task<ApiProcess> StartAsync(string connectionString, IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["ConnectionStrings__Main"] = connectionString,
            ["Dashboard__Password"] = DashboardPassword,
            ["DOTNET_ENVIRONMENT"] = "Production",
        };
        environment.TryAdd("ASPNETCORE_URLS", "http://127.0.0.1:0");

        // Tests and benchmarks send more with one key than a client may.
        environment.TryAdd("Limits__Requests", "0");
        var api = new ApiProcess(environment);
        api.Address = new Uri(ListeningAt().Match(await api.WaitForLineAsync("Now listening on: ")).Groups[1].Value);
        return api;
    }

    /// <summary>Makes an API key as the operator does.</summary>
    public static async Task<string> CreateKeyAsync(string connectionString, string environment = "default")
    {
        await using var command = new Command(connectionString, "create-key", "--environment", environment, "--name", "tests");
        var exit = await command.WaitForExitAsync();
        return exit == 0 ? command.Output.Trim() : throw new InvalidOperationException(command.Output);
    }

    // In JSON a quotation mark follows.
    [GeneratedRegex("listening on: ([^\\s\"]+)")]
    private static partial Regex ListeningAt();

    private sealed class Command(string connectionString, params string[] arguments) : ServiceProcess(
        Project,
        new Dictionary<string, string> { ["ConnectionStrings__Main"] = connectionString, ["ConnectionStrings__Direct"] = connectionString },
        arguments);
}
