using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Files;

/// <summary>The files' endpoints.</summary>
internal static class FilesServices
{
    /// <summary>Adds the endpoints and what they share.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateOnStart();
        return services.AddSingleton<FileLinks>()
            .AddSingleton<OpenUpload>().AddSingleton<ReceiveUpload>().AddSingleton<CompleteUpload>()
            .AddSingleton<GetFile>().AddSingleton<ListFiles>().AddSingleton<DownloadFile>();
    }

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapFiles(this IEndpointRouteBuilder v1)
    {
        OpenUpload.Map(v1);
        CompleteUpload.Map(v1);
        GetFile.Map(v1);
        ListFiles.Map(v1);
    }

    /// <summary>Maps the links, which need no key.</summary>
    public static void MapFileLinks(this IEndpointRouteBuilder routes)
    {
        ReceiveUpload.Map(routes);
        DownloadFile.Map(routes);
    }
}
