using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;

namespace ParseWorker.Worker.Vision;

/// <summary>One configured model: its connection, and the bound on calls at a time.</summary>
internal sealed partial class VisionModel : IDisposable
{
    /// <summary>Endpoints that want no key still get one from the client library.</summary>
    private const string NoKey = "none";

    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly IChatClient _chat;
    private readonly SemaphoreSlim _calls;

    public VisionModel(string name, ModelOptions options, TimeProvider time, ILogger logger)
    {
        (Name, _options, _time, _logger) = (name, options, time, logger);
        _calls = new SemaphoreSlim(options.Concurrency, options.Concurrency);

        // A redirect would take the key and the page to another place than the configured one.
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(new CappedAnswers(sockets)) { Timeout = Timeout.InfiniteTimeSpan };
        _chat = new OpenAI.Chat.ChatClient(options.ModelId!, new ApiKeyCredential(KeyOf(options)), new OpenAIClientOptions
        {
            Endpoint = options.Endpoint,
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(0), // ours knows when to stop
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).AsIChatClient();
    }

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary>Pages of one parse that are asked about at a time.</summary>
    public int Concurrency => _options.Concurrency;

    /// <summary>Has one page read; tries again what may go better.</summary>
    /// <returns>The page, or the document's refusal.</returns>
    /// <exception cref="OperationCanceledException">The token fired; the call was aborted.</exception>
    public async Task<EngineMessage> ReadAsync(EngineRequest request, EngineMessage.PageImage image, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            switch (await CallAsync(request, image, token))
            {
                case VisionAnswer.Told told:
                    return told.Page;
                case VisionAnswer.Rejected rejected:
                    return Refused(ParseErrorCodes.ModelRejected, $"{rejected.What}. It concerns the worker's configuration of Models:{Name}.");
                case VisionAnswer.Failed failed:
                    var pause = RetryDelays.Before(attempt, failed.RetryAfter);
                    CallFailed(Name, image.Number, attempt, failed.What, pause);
                    if (attempt >= _options.Attempts || pause is null) return Refused(failed.Code, $"{failed.What}. Try again later.");
                    await Task.Delay(pause.Value, _time, token);
                    break;
            }
        }
    }

    public void Dispose()
    {
        _chat.Dispose();
        _http.Dispose();
        _calls.Dispose();
    }

    private static string KeyOf(ModelOptions options)
    {
        var key = options.ApiKeyFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : options.ApiKey;
        return string.IsNullOrEmpty(key) ? NoKey : key;
    }

    private async Task<VisionAnswer> CallAsync(EngineRequest request, EngineMessage.PageImage image, CancellationToken token)
    {
        // Held for the call alone: who waits between two tries keeps nobody else waiting.
        await _calls.WaitAsync(token);
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            var options = new ChatOptions { MaxOutputTokens = _options.MaxOutputTokens };
            return new VisionAnswer.Told(VisionText.PageOf(
                image.Number, await _chat.GetResponseAsync(VisionPrompt.For(request, image), options, either.Token)));
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            return VisionFailures.Sort(limit.IsCancellationRequested ? new TimeoutException() : exception, _time.GetUtcNow());
        }
        finally
        {
            _calls.Release();
        }
    }

    private static EngineMessage.Refused Refused(string code, string what) => new(new ParseError(code, $"The vision model's endpoint {what}"));

    [LoggerMessage(4501, LogLevel.Warning, "Model {Model}, page {Page}, call {Attempt}: the endpoint {What}; next in {Pause}")]
    private partial void CallFailed(string model, int page, int attempt, string what, TimeSpan? pause);
}
