using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using Polly;
using Polly.Retry;

namespace ParseWorker.Worker.Vision;

/// <summary>One configured model: its connection, and the bound on calls at a time.</summary>
internal sealed partial class VisionModel : IDisposable
{
    /// <summary>Endpoints that want no key still get one from the client library.</summary>
    private const string NoKey = "none";

    private static readonly ResiliencePropertyKey<int> Page = new("page");

    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly IChatClient _chat;
    private readonly SemaphoreSlim _calls;
    private readonly ResiliencePipeline<VisionAnswer> _retrying;

    public VisionModel(string name, ModelOptions options, TimeProvider time, ILogger logger)
    {
        (Name, _options, _time, _logger) = (name, options, time, logger);
        _calls = new SemaphoreSlim(options.Concurrency, options.Concurrency);
        _retrying = RetryDelays.Pipeline(options.Attempts, time, Retrying);

        // A redirect would take the key and the page to another place than the configured one.
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
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
        var context = ResilienceContextPool.Shared.Get(token);
        context.Properties.Set(Page, image.Number);
        try
        {
            var answer = await _retrying.ExecuteAsync(async context => await CallAsync(request, image, context.CancellationToken), context);
            return Judge(answer, image.Number);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose()
    {
        _chat.Dispose();
        _http.Dispose();
        _calls.Dispose();
    }

    private EngineMessage Judge(VisionAnswer answer, int page)
    {
        switch (answer)
        {
            case VisionAnswer.Told told:
                return told.Page;
            case VisionAnswer.Rejected rejected:
                return Refused(
                    ParseErrorCodes.ModelRejected, $"{rejected.What}. It concerns the worker's configuration of Models:{Name}.");
            case VisionAnswer.Failed failed:
                PageGivenUp(Name, page, failed.What);
                return Refused(failed.Code, $"{failed.What}. Try again later.");
            default:
                throw new InvalidOperationException($"A call came to {answer.GetType().Name}.");
        }
    }

    private void Retrying(OnRetryArguments<VisionAnswer> call) => CallFailed(
        Name,
        call.Context.Properties.GetValue(Page, 0),
        call.AttemptNumber + 1,
        ((VisionAnswer.Failed)call.Outcome.Result!).What,
        call.RetryDelay);

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

    private static EngineMessage.Refused Refused(string code, string what) =>
        new(new ParseError(code, $"The vision model's endpoint {what}"));

    [LoggerMessage(4501, LogLevel.Warning, "Model {Model}, page {Page}, call {Call}: the endpoint {What}; next in {Delay}")]
    private partial void CallFailed(string model, int page, int call, string what, TimeSpan delay);

    [LoggerMessage(4502, LogLevel.Warning, "Model {Model}, page {Page}: the endpoint {What}; it is not called again for this attempt")]
    private partial void PageGivenUp(string model, int page, string what);
}
