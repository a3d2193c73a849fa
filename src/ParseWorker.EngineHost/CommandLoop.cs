using System.Collections.Concurrent;
using ParseWorker.Core.Engines;
using ParseWorker.Documents;

namespace ParseWorker.EngineHost;

/// <summary>
/// Hears the worker on the calling thread while a second one parses: a cancel, and the end of the pipe, must be heard while an
/// engine is busy.
/// </summary>
internal sealed class CommandLoop(
    Stream input, Stream output, DocumentOpener open, HostSettings settings, EngineMessage.Ready ready) : IDisposable
{
    /// <summary>Bytes of stack for engines: parsers of nested formats recurse, and an overflow cannot be caught.</summary>
    private const int EngineStackBytes = 64 * 1024 * 1024;

    /// <summary>
    /// How long an engine may take to see its token. Most look once a page; one that is deep in a library's code would keep the
    /// cancel waiting, and the whole host is worth less than that. The worker kills later, for a host that cannot do this.
    /// </summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromMilliseconds(10);

    private readonly CurrentDocument _current = new();
    private readonly BlockingCollection<(EngineRequest Request, CancellationToken Token)> _documents = [];
    private Timer? _impatience;

    /// <summary>Runs until the pipe ends.</summary>
    /// <returns>One of <see cref="EngineExitCodes"/>.</returns>
    public int Run()
    {
        Send(ready);
        new Thread(Parse, EngineStackBytes) { IsBackground = true, Name = "engine" }.Start();
        try
        {
            while (EngineFrames.ReadCommand(input) is { } command) Obey(command);
            return EngineExitCodes.Ok;
        }
        catch (InvalidDataException exception)
        {
            Console.Error.WriteLine($"The engine host stops: {exception.Message}");
            return EngineExitCodes.BrokenPipe;
        }
    }

    public void Dispose()
    {
        _impatience?.Dispose();
        _documents.Dispose();
        _current.Dispose();
    }

    private void Obey(EngineCommand command)
    {
        if (command is EngineCommand.Start start) _documents.Add((start.Request, _current.Begin()));
        else if (_current.Cancel() is { } cancelled) _impatience = new Timer(EndIfStill, cancelled, StopWithin, Timeout.InfiniteTimeSpan);
    }

    private void EndIfStill(object? cancelled)
    {
        if (_current.IsInHand(cancelled)) NativeMethods.Exit(EngineExitCodes.Stopped);
    }

    private void Parse()
    {
        try
        {
            foreach (var (request, token) in _documents.GetConsumingEnumerable())
            {
                Send(new EngineMessage.Taken());
                var ending = new DocumentRun(request, settings, open, Send).Run(token);
                _current.End();
                Send(ending);
            }
        }
        catch (OutOfMemoryException)
        {
            NativeMethods.Exit(EngineExitCodes.OutOfMemory);
        }
    }

    private void Send(EngineMessage message)
    {
        try
        {
            EngineFrames.Write(output, message);
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"The engine host stops: the worker no longer reads ({exception.GetType().Name}).");
            NativeMethods.Exit(EngineExitCodes.BrokenPipe);
        }
    }
}
