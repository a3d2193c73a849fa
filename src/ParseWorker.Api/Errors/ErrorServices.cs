namespace ParseWorker.Api.Errors;

/// <summary>Puts every error into the contract's shape.</summary>
internal static class ErrorServices
{
    /// <summary>Adds the exception handler.</summary>
    public static IServiceCollection AddErrors(this IServiceCollection services) => services.AddExceptionHandler<ErrorHandler>();

    /// <summary>Handles exceptions and bare statuses of everything behind it.</summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app)
    {
        // The handler's options are given so that no error page needs to exist.
        app.UseExceptionHandler(static _ => { });
        return app.UseStatusCodePages(static status => ErrorAnswers.WriteAsync(
            status.HttpContext, ErrorAnswers.ForStatus(status.HttpContext.Response.StatusCode, status.HttpContext.Request)));
    }
}
