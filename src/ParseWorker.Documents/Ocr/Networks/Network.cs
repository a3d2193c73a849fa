using Microsoft.ML.OnnxRuntime;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>
/// One of the networks, run by ONNX Runtime on one thread: a worker has as many parses at work as the machine has processors.
/// </summary>
internal sealed class Network : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string _output;

    /// <param name="path">An ONNX file with one image in and one tensor out.</param>
    public Network(string path)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            // Every image has another size: a plan for one is none for the next.
            EnableMemoryPattern = false,
        };

        // It is on by default. Where it is to be silent from the first moment on, as in engine hosts, ORT_DISABLE_TELEMETRY is set.
        OrtEnv.Instance().DisableTelemetryEvents();
        _session = new InferenceSession(FusedNetwork.Of(File.ReadAllBytes(path)), options);
        _input = _session.InputNames[0];
        _output = _session.OutputNames[0];
    }

    /// <summary>Runs the network; a token that fires stops it between two of its layers.</summary>
    /// <param name="values">The input, by image, channel, row and column.</param>
    /// <param name="shape">Images, channels, rows, columns.</param>
    /// <param name="read">Gets the output and its shape, which are gone afterwards.</param>
    /// <param name="token">Stops it.</param>
    public T Run<T>(float[] values, long[] shape, Func<ReadOnlySpan<float>, long[], T> read, CancellationToken token)
    {
        using var run = new RunOptions();
        using var stopping = token.UnsafeRegister(_ => run.Terminate = true, null);
        using var input = OrtValue.CreateTensorValueFromMemory(values, shape);
        try
        {
            using var outputs = _session.Run(run, [_input], [input], [_output]);
            return read(outputs[0].GetTensorDataAsSpan<float>(), outputs[0].GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    public void Dispose() => _session.Dispose();
}
