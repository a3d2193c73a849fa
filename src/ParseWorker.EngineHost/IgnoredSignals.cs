using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost;

/// <summary>
/// Only the worker ends a host: it closes the pipe, or kills it. The SIGTERM that a supervisor sends to all processes is ignored.
/// </summary>
internal sealed class IgnoredSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    private IgnoredSignals(PosixSignalRegistration[] registrations) => _registrations = registrations;

    public static IgnoredSignals Register() => new(
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ignore),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Ignore),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore),
    ]);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private static void Ignore(PosixSignalContext signal) => signal.Cancel = true;
}
