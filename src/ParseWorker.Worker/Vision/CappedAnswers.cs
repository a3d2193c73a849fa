using ParseWorker.Core.Streams;

namespace ParseWorker.Worker.Vision;

/// <summary>Stops reading an answer at a limit: the client library keeps all of it in memory.</summary>
internal sealed class CappedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Bytes of one answer at most: a million characters, escaped, and what stands around them.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var capped = new StreamContent(new Capped(await answer.Content.ReadAsStreamAsync(cancellationToken)));
        foreach (var (name, values) in answer.Content.Headers) capped.Headers.TryAddWithoutValidation(name, values);
        answer.Content = capped;
        return answer;
    }

    private sealed class Capped(Stream inner) : ForwardStream
    {
        private long _left = MaxBytes;

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read) => (_left -= read) >= 0 ? read : throw new AnswerTooLargeException();
    }
}
