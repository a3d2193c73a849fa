namespace ParseWorker.EngineHost.Sandbox;

/// <summary>A call of Linux.</summary>
/// <param name="Name">As the kernel names it.</param>
/// <param name="X64">Its number on x86-64.</param>
/// <param name="Arm64">Its number on ARM64; null where that has no such call.</param>
internal sealed record SystemCall(string Name, uint X64, uint? Arm64);
