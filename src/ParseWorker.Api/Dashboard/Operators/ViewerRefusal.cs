using System.Security.Claims;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// Keeps operators who may only view from changing anything: whatever is no GET or HEAD is refused before Hangfire or a page of ours sees
/// it, so that no new button has to remember.
/// </summary>
internal static class ViewerRefusal
{
    /// <summary>Refuses them on this endpoint.</summary>
    /// <param name="endpoint">The dashboard.</param>
    /// <param name="reads">Requests that change nothing although their method could.</param>
    public static IEndpointConventionBuilder RefuseViewers(this IEndpointConventionBuilder endpoint, Func<HttpRequest, bool> reads)
    {
        endpoint.Add(builder =>
        {
            var answer = builder.RequestDelegate!;
            builder.RequestDelegate = context => MayPass(context, reads) ? answer(context) : RefuseAsync(context);
        });
        return endpoint;
    }

    private static bool MayPass(HttpContext context, Func<HttpRequest, bool> reads) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || reads(context.Request)
        || context.RequestServices.GetRequiredService<OperatorRoster>().MayOperate(context.User);

    private static Task RefuseAsync(HttpContext context) => ErrorAnswers.WriteAsync(context, new ApiError(
        StatusCodes.Status403Forbidden, "view_only",
        $"{context.User.Identity?.Name} may view the dashboard and change nothing. Ask whoever runs this server for the role Operate "
        + $"({SettingOf(context.User)})."));

    private static string SettingOf(ClaimsPrincipal user) => user.ProvidedRole() is null
        ? $"{NamedOperatorsOptions.Section}__{user.Identity?.Name}__{nameof(NamedOperatorOptions.Role)}"
        : $"{OpenIdOptions.Section}__{nameof(OpenIdOptions.OperateValues)}";
}
