using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake;

/// <summary>A request's body, a few KiB at a time.</summary>
internal static class RequestBytes
{
    /// <summary>Reads the body to its end; each part is good until the next is asked for.</summary>
    /// <exception cref="RefusedException">400: the body is framed or compressed in a way that cannot be read.</exception>
    public static async IAsyncEnumerable<ReadOnlySequence<byte>> ReadAsync(
        PipeReader body, [EnumeratorCancellation] CancellationToken token)
    {
        ReadResult read;
        do
        {
            read = await ReadNextAsync(body, token);
            try
            {
                yield return read.Buffer;
            }
            finally
            {
                // Also when the body is refused: the server drains the rest, or it would have to cut the connection.
                body.AdvanceTo(read.Buffer.End);
            }
        }
        while (!read.IsCompleted);
    }

    private static async ValueTask<ReadResult> ReadNextAsync(PipeReader body, CancellationToken token)
    {
        try
        {
            return await body.ReadAsync(token);
        }
        catch (Exception exception) when (
            exception is InvalidDataException or InvalidOperationException or IOException and not BadHttpRequestException)
        {
            // An invalid operation is Brotli's word for malformed data.
            // Nothing but the connection and its decompression is read here: a file's faults come from the spool.
            throw new RefusedException(new ApiError(StatusCodes.Status400BadRequest, "bad_request",
                "The request body cannot be read: its chunks or its compression are malformed, or it was cut off."));
        }
    }
}
