namespace ParseWorker.Api.Hosting;

/// <summary>
/// Repairs the paths of clients that append <c>/v1/…</c> to a base URL that ends in <c>/</c>, in <c>/v1</c> or in both (PHP and Java do),
/// or <c>/…</c> to one that ends in <c>/v1/</c> (Node before 1.0.134).
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
        path = WithOneSlash(path);
        if (!path.StartsWithSegments(Version, out var rest) || !rest.HasValue) return path;
        rest = WithOneSlash(rest);
        return rest.StartsWithSegments(Version) ? rest : Version.Add(rest);
    }

    private static PathString WithOneSlash(PathString path) =>
        path.Value is { } value && value.StartsWith("//", StringComparison.Ordinal) ? new PathString("/" + value.TrimStart('/')) : path;
}
