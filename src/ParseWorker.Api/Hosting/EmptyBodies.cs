namespace ParseWorker.Api.Hosting;

/// <summary>
/// Takes the type off an empty body, so that no route refuses it: Ruby's HTTP library calls one a form, and others call it JSON.
/// </summary>
internal static class EmptyBodies
{
    /// <summary>Runs the request.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength == 0) context.Request.ContentType = null;
        return next(context);
    }
}
