namespace ParseWorker.Api.Hosting;

/// <summary>
/// Repairs the paths of clients that append <c>/v1/…</c> to a base URL that ends in <c>/</c> or in <c>/v1</c> (PHP and Java do).
/// </summary>
internal static class PathRepair
{
    private static readonly PathString Version = new("/v1");

    /// <summary>Repairs a path before it is routed.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.Path = Repair(context.Request.Path);
        return next(context);
    }

    /// <summary>The path that was meant.</summary>
    internal static PathString Repair(PathString path)
    {
        if (path.Value is { } value && value.StartsWith("//", StringComparison.Ordinal)) path = new PathString("/" + value.TrimStart('/'));
        return path.StartsWithSegments(Version, out var rest) && rest.StartsWithSegments(Version) ? rest : path;
    }
}
