// Modes of files and signals: the service runs on Linux only.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
