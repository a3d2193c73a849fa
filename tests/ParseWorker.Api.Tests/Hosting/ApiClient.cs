namespace ParseWorker.Api.Tests.Hosting;

/// <summary>An HTTP client whose calls end with their test. It follows no redirect and keeps no cookie.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri server, string? secret = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };
        if (secret is not null) _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {secret}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), Token);

    public Task<string> GetStringAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    public Task<byte[]> GetByteArrayAsync(string path) => _http.GetByteArrayAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content) =>
        _http.PostAsync(new Uri(path, UriKind.Relative), content, Token);

    public Task<HttpResponseMessage> DeleteAsync(string path) => _http.DeleteAsync(new Uri(path, UriKind.Relative), Token);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken patience)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience, Token);
        return await _http.SendAsync(request, either.Token);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, Token);
    }

    /// <summary>Returns as soon as the headers are there; the body is read while it comes.</summary>
    public Task<HttpResponseMessage> StreamAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public void Dispose() => _http.Dispose();
}
