namespace ParseWorker.Documents.Tests.Ocr.SecondReading;

/// <summary>A shell script in a program's place.</summary>
internal static class StandIn
{
    public static void Write(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
