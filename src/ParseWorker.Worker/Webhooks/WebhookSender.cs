using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Webhooks;
using ParseWorker.Worker.Remote;

namespace ParseWorker.Worker.Webhooks;

/// <summary>
/// Sends one signed request: no credentials, cookies or proxy, no redirect, and a connection to an address that was checked only. What
/// is answered after the headers is not read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MaxHeaderKib = 16;

    /// <summary>A name is looked up anew, and its addresses checked, after this.</summary>
    private static readonly TimeSpan ConnectionsLive = TimeSpan.FromMinutes(1);

    private readonly WebhookUrlPolicy _policy;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookSender(WebhookUrlPolicy policy, HostResolver resolver, IOptions<DeliveryOptions> options, TimeProvider time)
    {
        (_policy, _options, _time) = (policy, options.Value, time);
        _http = new GuardedConnector(new AddressRules(_options.Networks), resolver).Client(ConnectionsLive, MaxHeaderKib);
    }

    /// <summary>Makes an attempt.</summary>
    /// <param name="granted">Where to, and what it is signed with.</param>
    /// <param name="body">The message.</param>
    public async Task<DeliveryOutcome> SendAsync(GrantedDelivery granted, byte[] body)
    {
        var started = _time.GetTimestamp();
        if (!_policy.Allows(granted.Url)) return Failed(granted, started, WebhookErrors.HostNotAllowed);
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        try
        {
            using var request = RequestOf(granted, body);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Judge(granted, started, response);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Failed(granted, started, WebhookErrors.Timeout);
        }
        catch (HttpRequestException exception) when (exception.InnerException is RemoteDocumentException)
        {
            return Failed(granted, started, WebhookErrors.AddressBlocked);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Failed(granted, started, WebhookErrors.Unreachable);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage RequestOf(GrantedDelivery granted, byte[] body)
    {
        var id = granted.Key.Message.ToString();
        var timestamp = granted.GrantedAt.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(granted.Url)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));

        // During a rotation with both secrets: receivers take the message when one of the signatures fits.
        request.Headers.Add(
            "webhook-signature", string.Join(' ', granted.Secrets.Select(secret => secret.SignatureOf(id, timestamp, body))));
        return request;
    }

    private DeliveryOutcome Judge(GrantedDelivery granted, long started, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return new DeliveryOutcome(_time.GetElapsedTime(started), status, Error: null, Delay: null);
        var error = status is >= 300 and < 400 ? WebhookErrors.Redirect : WebhookErrors.Status;
        var asked = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _time.GetUtcNow() : null;
        return Failed(granted, started, error, status, asked) with { IsGone = response.StatusCode == HttpStatusCode.Gone };
    }

    private DeliveryOutcome Failed(GrantedDelivery granted, long started, string error, int? status = null, TimeSpan? asked = null) =>
        new(_time.GetElapsedTime(started), status, error, RetrySchedule.DelayAfter(granted.Failures + 1, asked));
}
