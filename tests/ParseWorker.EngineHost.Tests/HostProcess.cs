using System.Diagnostics;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EngineHost.Tests;

/// <summary>The real engine host, as the worker runs it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("parseworker-host-").FullName;

    private HostProcess(Process process) => _process = process;

    public static string Executable => Path.Combine(AppContext.BaseDirectory, "ParseWorker.EngineHost");

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static HostProcess Start(
        int? parentId = null, HostSettings? settings = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ((settings ?? new()) with { ParentId = parentId ?? Environment.ProcessId }).WriteTo(start.Environment);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new(Launcher.Start(start));
    }

    public async Task SendParseAsync(byte[] content, string fileName, int firstPage = 1, TableFormat format = TableFormat.Html)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, content, Token);
        await SendParseAsync(path, fileName, firstPage, format);
    }

    public Task SendParseAsync(string path, string fileName, int firstPage = 1, TableFormat format = TableFormat.Html) =>
        SendAsync(new EngineCommand.Start(RequestFor(path, fileName, firstPage, format)));

    private static EngineRequest RequestFor(string path, string fileName, int firstPage, TableFormat format) => new()
    {
        DocumentPath = path,
        FileName = fileName,
        Settings = new ParseSettings { Model = "retab-small", TableFormat = format },
        FirstPage = firstPage,
    };

    public Task SendAsync(EngineCommand command) => EngineFrames.WriteAsync(Input, command, Token);

    /// <summary>The next message that tells something of a document.</summary>
    public async Task<EngineMessage?> ReadAsync()
    {
        EngineMessage? message;
        do message = await ReadAnyAsync();
        while (message is EngineMessage.Ready or EngineMessage.Taken);
        return message;
    }

    public Task<EngineMessage?> ReadAnyAsync() => EngineFrames.ReadMessageAsync(_process.StandardOutput.BaseStream, Token);

    /// <summary>Everything up to and with the ending.</summary>
    public async Task<IReadOnlyList<EngineMessage>> ReadToEndingAsync()
    {
        var messages = await ReadUntilItStopsAsync();
        if (messages.Count == 0 || !IsEnding(messages[^1])) Assert.Fail($"The host died: {await ErrorsAsync()}");
        return messages;
    }

    /// <summary>Everything up to and with the ending, or up to the end of the pipe, which may come within a frame.</summary>
    public async Task<IReadOnlyList<EngineMessage>> ReadUntilItStopsAsync()
    {
        var messages = new List<EngineMessage>();
        try
        {
            while (await ReadAsync() is { } message)
            {
                messages.Add(message);
                if (IsEnding(message)) break;
            }
        }
        catch (InvalidDataException) when (ProcessFacts.IsDead(Id))
        {
            return messages;
        }
        return messages;
    }

    public async Task<IReadOnlyList<EngineMessage>> ParseAsync(byte[] content, string fileName, int firstPage = 1)
    {
        await SendParseAsync(content, fileName, firstPage);
        return await ReadToEndingAsync();
    }

    public async Task<IReadOnlyList<EngineMessage>> ParseAsImagesAsync(byte[] content, string fileName, int firstPage = 1)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, content, Token);
        await SendAsync(new EngineCommand.Start(RequestFor(path, fileName, firstPage, TableFormat.Html) with { PageImages = true }));
        return await ReadToEndingAsync();
    }

    private static bool IsEnding(EngineMessage message) =>
        message is EngineMessage.Finished or EngineMessage.Stopped or EngineMessage.Refused;

    public Task<string> ErrorsAsync() => _process.StandardError.ReadToEndAsync(Token);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
