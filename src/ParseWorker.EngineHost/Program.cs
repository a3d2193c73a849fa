using ParseWorker.EngineHost;

// Nothing but frames may reach standard output, whatever a library prints.
using var output = Console.OpenStandardOutput();
using var input = Console.OpenStandardInput();
Console.SetOut(Console.Error);

using var signals = IgnoredSignals.Register();
ParentProcess.FollowIntoDeath();
OwnSession.Start();
using var loop = new CommandLoop(input, output);

// Not a plain return: the engine may be busy, and nobody is left to wait for it.
NativeMethods.Exit(loop.Run());
