using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Remote;

namespace ParseWorker.Worker.Remote;

/// <summary>
/// Fetches a document from the web as somebody without a name: no credentials, cookies or proxy, no connection that is used twice. Every
/// hop is judged before it is taken, and what comes is counted while it comes.
/// </summary>
internal sealed class RemoteFetcher : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const int MaxHeaderKib = 64;

    private readonly RemoteUrlPolicy _policy;
    private readonly FetchOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public RemoteFetcher(RemoteUrlPolicy policy, GuardedConnector connector, IOptions<FetchOptions> options, TimeProvider time)
    {
        (_policy, _options, _time) = (policy, options.Value, time);
        _http = connector.Client(connectionsLive: TimeSpan.Zero, MaxHeaderKib);
        _http.DefaultRequestHeaders.Add("Accept", "*/*");
        _http.DefaultRequestHeaders.Add("Accept-Encoding", "identity");
    }

    /// <summary>Copies the document to <paramref name="destination"/>.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="destination">Takes its bytes.</param>
    /// <param name="stop">Ends the fetch at once.</param>
    /// <exception cref="RemoteDocumentException">A rule forbids it, or it failed.</exception>
    public async Task FetchAsync(string url, Stream destination, CancellationToken stop)
    {
        if (_policy.Refuse(url) is { } error) throw new RemoteDocumentException(error);
        var uri = new Uri(url);
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var response = await FollowAsync(uri, either.Token);
            await CopyAsync(response, destination, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw RemoteErrors.TimedOut(uri.IdnHost, _options.Timeout);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(Uri uri, CancellationToken token)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendAsync(uri, token);
            if (LocationOf(response) is not { } location) return response;
            response.Dispose();
            if (redirects == _options.MaxRedirects) throw RemoteErrors.Redirects(uri.IdnHost, _options.MaxRedirects);
            if (!Uri.TryCreate(uri, location, out var next)) throw RemoteErrors.Location(uri.IdnHost);
            if (_policy.Refuse(next) is { } error) throw new RemoteDocumentException(error);
            if (uri.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp) throw RemoteErrors.Downgrade(uri.IdnHost);
            uri = next;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri uri, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        return await GuardAsync(uri.IdnHost, () => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token));
    }

    private static Uri? LocationOf(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? response.Headers.Location
            : null;

    private async Task CopyAsync(HttpResponseMessage response, Stream destination, CancellationToken token)
    {
        var host = response.RequestMessage!.RequestUri!.IdnHost;
        if (response.StatusCode != HttpStatusCode.OK) throw RemoteErrors.Status(host, response.StatusCode);
        if (response.Content.Headers.ContentEncoding.Any(encoding => encoding != "identity")) throw RemoteErrors.Encoded(host);
        if (response.Content.Headers.ContentLength > _options.MaxBytes) throw RemoteErrors.TooLarge(host, _options.MaxBytes);

        await using var body = await GuardAsync(host, () => response.Content.ReadAsStreamAsync(token));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var length = 0L;
            while (await GuardAsync(host, () => body.ReadAsync(buffer, token).AsTask()) is > 0 and var read)
            {
                length += read;
                if (length > _options.MaxBytes) throw RemoteErrors.TooLarge(host, _options.MaxBytes);

                // Outside of the guard: a full disk is no fault of the host's.
                await destination.WriteAsync(buffer.AsMemory(0, read), token);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Turns what the network does into the errors that a parse ends with.</summary>
    private static async Task<T> GuardAsync<T>(string host, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (HttpRequestException exception) when (exception.InnerException is RemoteDocumentException refused)
        {
            throw refused;
        }
        catch (HttpRequestException exception)
        {
            throw RemoteErrors.Unreachable(host, Reason(exception));
        }
        catch (IOException)
        {
            throw RemoteErrors.Unreachable(host, HttpRequestError.ResponseEnded);
        }
    }

    /// <summary>What a connector of our own throws is not classified by the client.</summary>
    private static HttpRequestError Reason(HttpRequestException exception) => exception.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            HttpRequestError.NameResolutionError,
        SocketException => HttpRequestError.ConnectionError,
        _ => exception.HttpRequestError,
    };
}
