using System.Diagnostics;
using System.Globalization;

namespace ParseWorker.Testing.Processes;

/// <summary>An S3 server (s3rver) as a real process, with one empty bucket, on a loopback port of its own.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The environment variable that says where the program is.</summary>
    public const string Variable = "PARSEWORKER_S3_SERVER";

    /// <summary>The bucket.</summary>
    public const string Bucket = "documents";

    /// <summary>The id and the secret of the one key that it knows.</summary>
    public const string Key = "S3RVER";

    private const string ObjectFile = "._S3rver_object";

    private static readonly string Program = Environment.GetEnvironmentVariable(Variable)
        ?? Path.Combine(Repository.Root, ".local/s3-server/node_modules/@20minutes/s3rver/lib/cli.js");

    private readonly string _home = Directory.CreateTempSubdirectory("parseworker-s3-").FullName;
    private readonly int _port = ServerAccount.FreePort();
    private Process? _process;

    private S3Server()
    {
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>The keys of the objects that are stored.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            var bucket = Path.Combine(_home, Bucket);
            return [.. Directory.EnumerateFiles(bucket, $"*{ObjectFile}", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(bucket, file)[..^ObjectFile.Length])];
        }
    }

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<S3Server> StartAsync()
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"This test needs {Program}. Run 'deploy/test --database', which installs it.");
        var server = new S3Server();
        await server.ResumeAsync();
        return server;
    }

    /// <summary>The settings that have a process store documents here.</summary>
    /// <param name="separator">What stands between a section and a name: ":" in configuration, "__" in the environment.</param>
    /// <param name="address">Another way here, a proxy's.</param>
    public Dictionary<string, string> Settings(string separator = ":", Uri? address = null) => new()
    {
        [$"Blobs{separator}Store"] = "s3",
        [$"S3{separator}Endpoint"] = (address ?? Address).ToString(),
        [$"S3{separator}Bucket"] = Bucket,
        [$"S3{separator}AccessKey"] = Key,
        [$"S3{separator}SecretKey"] = Key,
        [$"S3{separator}Prefix"] = "parseworker-",
    };

    /// <summary>Ends the process, at once; what is stored stays.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, at the same address.</summary>
    public async Task ResumeAsync()
    {
        string[] arguments =
        [
            "-e", "require(process.argv[1]).parse(process.argv, { from: 'node' })", Program, "--directory", _home,
            "--address", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture), "--silent",
            "--no-vhost-buckets", "--configure-bucket", Bucket,
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments) { WorkingDirectory = "/" })!;
        using var client = new HttpClient();
        await Eventually.IsTrueAsync(() => _process.HasExited || Answers(client), TimeSpan.FromSeconds(60));
        if (_process.HasExited) throw new InvalidOperationException($"The S3 server ended at once with {_process.ExitCode}.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    private bool Answers(HttpClient client)
    {
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, Address));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
