namespace ParseWorker.Api.Cancelling;

/// <summary>The endpoints that cancel.</summary>
internal static class CancellingServices
{
    /// <summary>Adds the endpoints and what they share.</summary>
    public static IServiceCollection AddCancelling(this IServiceCollection services) =>
        services.AddSingleton<CancelRequests>().AddSingleton<CancelParse>().AddSingleton<CancelParses>();

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapCancelling(this IEndpointRouteBuilder v1)
    {
        CancelParse.Map(v1);
        CancelParses.Map(v1);
    }
}
