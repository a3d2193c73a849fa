using System.Globalization;

namespace ParseWorker.Worker.Engines;

/// <summary>Resident memory as Linux tells it.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes of a process that are in memory; 0 when it is gone.</summary>
    public static long ResidentBytes(int processId)
    {
        try
        {
            // proc(5): the second number of statm is the resident set in pages.
            var fields = File.ReadAllText($"/proc/{processId}/statm").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
