namespace ParseWorker.Worker.Engines.Linux;

/// <summary>What a process and everything below it have had of the processors, and whether they want more.</summary>
/// <param name="Used">Processor time since its start, of threads and children that have ended too.</param>
/// <param name="Wanting">True while a thread of it runs, waits for a processor, or waits for the disk.</param>
internal readonly record struct ProcessorUse(TimeSpan Used, bool Wanting);
