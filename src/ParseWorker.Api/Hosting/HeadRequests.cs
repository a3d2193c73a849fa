namespace ParseWorker.Api.Hosting;

/// <summary>Answers HEAD wherever GET is answered (RFC 9110, section 9.3.2). The server itself drops what is written as a body.</summary>
internal static class HeadRequests
{
    /// <summary>Adds the routing, which finds the route of GET for a HEAD.</summary>
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use(static (context, next) => RouteAsGetAsync(context, next));
        app.UseRouting();
        app.Use(static (context, next) =>
        {
            Restore(context);
            return next(context);
        });
    }

    private static async Task RouteAsGetAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Items[typeof(HeadRequests)] = true;
            context.Request.Method = HttpMethods.Get;
        }

        try
        {
            await next(context);
        }
        finally
        {
            // Routing may have failed: the server must know before it writes.
            Restore(context);
        }
    }

    private static void Restore(HttpContext context)
    {
        if (context.Items.Remove(typeof(HeadRequests))) context.Request.Method = HttpMethods.Head;
    }
}
