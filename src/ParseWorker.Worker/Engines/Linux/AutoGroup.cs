using System.Globalization;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// Linux with autogroups (sched(7)) divides processors between sessions first, and niceness counts only within one. A host is a
/// session of its own, so its group has to step back too: a hundred hosts would get a hundred shares to the worker's one. The worker sees
/// to it, as a host may write nothing in /proc.
/// </summary>
internal sealed class AutoGroup(int processId)
{
    private readonly string _setting = $"/proc/{processId}/autogroup";
    private bool _done;

    /// <summary>Steps back, unless it has. Called again and again: Linux lets one of all unprivileged processes ask in 100 ms.</summary>
    /// <returns>Why it never will, or null.</returns>
    public string? StepBack()
    {
        if (_done || !File.Exists(_setting)) return null;
        try
        {
            File.WriteAllText(_setting, HostSettings.Niceness.ToString(CultureInfo.InvariantCulture));
            _done = true;
        }
        catch (IOException)
        {
            // Another asked just now, or the host has ended; the next document asks again.
        }
        catch (UnauthorizedAccessException exception)
        {
            _done = true; // A container whose /proc can't be written.
            return exception.Message;
        }

        return null;
    }
}
