namespace ParseWorker.Api.Parses;

/// <summary>The parses' endpoints.</summary>
internal static class ParsesServices
{
    /// <summary>Adds the endpoints and what they share.</summary>
    public static IServiceCollection AddParses(this IServiceCollection services) => services
        .AddSingleton<AnsweredCreates>().AddSingleton<SyncParse>()
        .AddSingleton<DocumentIntake>().AddSingleton<CreateParse>().AddSingleton<GetParse>().AddSingleton<ListParses>()
        .AddSingleton<DeleteParse>().AddHostedService<QueueDeadlines>();

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapParses(this IEndpointRouteBuilder v1)
    {
        CreateParse.Map(v1);
        GetParse.Map(v1);
        ListParses.Map(v1);
        DeleteParse.Map(v1);
    }
}
