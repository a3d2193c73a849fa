namespace ParseWorker.Api.Hosting;

/// <summary>Gives every request an id, <c>req_</c> and a ULID: in the answer's header, and on every log line of the request.</summary>
internal sealed class RequestIds(RequestDelegate next, TimeProvider time, ILogger<RequestIds> logger)
{
    private const string Header = "x-request-id";

    private static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>("RequestId:{RequestId}");

    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var id = $"req_{Ulid.NewUlid(time.GetUtcNow())}";
        context.TraceIdentifier = id;

        // Late: an error clears the headers that were set before it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        });
        using (Scope(logger, id)) await next(context);
    }
}
