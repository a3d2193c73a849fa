using System.Globalization;

namespace ParseWorker.EngineHost;

/// <summary>
/// Linux with autogroups (sched(7)) divides processors between sessions first, and niceness counts only within one. A host is a
/// session of its own, so its group has to step back too: a hundred hosts would get a hundred shares to the worker's one.
/// </summary>
internal sealed class AutoGroup
{
    private const string Setting = "/proc/self/autogroup";

    private bool _done = !File.Exists(Setting);

    /// <summary>Steps back, unless it has. Called again and again: Linux lets one of all unprivileged processes ask in 100 ms.</summary>
    public void StepBack()
    {
        if (_done) return;
        try
        {
            File.WriteAllText(Setting, OwnSession.Niceness.ToString(CultureInfo.InvariantCulture));
            _done = true;
        }
        catch (IOException)
        {
            // Another host asked just now; this one asks with its next document.
        }
        catch (UnauthorizedAccessException exception)
        {
            _done = true; // A container whose /proc can't be written.
            Console.Error.WriteLine($"The engine host keeps its session's share of the processors: {exception.Message}");
        }
    }
}
