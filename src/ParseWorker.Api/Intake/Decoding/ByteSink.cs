namespace ParseWorker.Api.Intake.Decoding;

/// <summary>Takes the next decoded bytes; the span is only good during the call.</summary>
internal delegate void ByteSink(ReadOnlySpan<byte> bytes);
