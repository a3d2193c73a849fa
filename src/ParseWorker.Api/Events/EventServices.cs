namespace ParseWorker.Api.Events;

/// <summary>The history of a parse.</summary>
internal static class EventServices
{
    /// <summary>Adds the endpoint and the limit on its streams.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventStreamLimit>().AddSingleton<GetEvents>();

    /// <summary>Maps the endpoint below <c>/v1</c>.</summary>
    public static void MapEvents(this IEndpointRouteBuilder v1) => GetEvents.Map(v1);
}
