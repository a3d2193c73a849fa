namespace ParseWorker.Api.Connections;

/// <summary>Whether a connection is inside a request: what is written outside of one is the server's own.</summary>
internal sealed class ConnectionState
{
    private volatile bool _inRequest;

    /// <summary>True from when a request reaches the application until the application is done with it.</summary>
    public bool InRequest => _inRequest;

    /// <summary>Runs a request, so that its connection knows.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var state = context.Features.Get<ConnectionState>();
        if (state is not null) state._inRequest = true;
        try
        {
            await next(context);
        }
        finally
        {
            if (state is not null) state._inRequest = false;
        }
    }
}
