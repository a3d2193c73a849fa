using Microsoft.Extensions.Options;
using ParseWorker.Api.Events;

namespace ParseWorker.Api.Parses;

/// <summary>The parses' endpoints.</summary>
internal static class ParsesServices
{
    /// <summary>Adds the endpoints and what they wait with.</summary>
    public static IServiceCollection AddParses(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WaitOptions>, WaitOptionsValidator>();
        services.AddOptions<WaitOptions>().BindConfiguration(WaitOptions.Section).ValidateOnStart();
        services.AddSingleton<ParseSubscriptions>().AddHostedService(provider => provider.GetRequiredService<ParseSubscriptions>());
        services.AddSingleton<AnsweredCreates>().AddSingleton<SyncParse>();
        services.AddSingleton<EventStreamLimit>().AddSingleton<GetEvents>();
        return services.AddSingleton<CreateParse>().AddSingleton<GetParse>().AddSingleton<ListParses>()
            .AddSingleton<CancelParse>().AddSingleton<DeleteParse>();
    }

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapParses(this IEndpointRouteBuilder v1)
    {
        CreateParse.Map(v1);
        GetParse.Map(v1);
        ListParses.Map(v1);
        GetEvents.Map(v1);
        CancelParse.Map(v1);
        DeleteParse.Map(v1);
    }
}
