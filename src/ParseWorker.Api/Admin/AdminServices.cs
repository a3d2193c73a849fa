using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;

namespace ParseWorker.Api.Admin;

/// <summary>The admin API, behind a key of its own. Where none is configured its paths are as unknown as any other.</summary>
internal static class AdminServices
{
    /// <summary>Where it is, below <c>/v1</c>.</summary>
    public const string Path = "/admin";

    /// <summary>Adds the key's scheme and the endpoints.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>();
        services.AddOptions<AdminOptions>().BindConfiguration(AdminOptions.Section).ValidateOnStart();
        services.AddSingleton<AdminKey>().AddSingleton<KeyIssuer>().AddSingleton<ManageKeys>().AddSingleton<ManageEnvironments>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AdminAuthentication>(AdminAuthentication.Name, null);
        services.AddOptions<PolicySchemeOptions>(AuthServices.Unmapped).Configure<AdminKey>(
            static (policy, key) => policy.ForwardDefaultSelector = context => SchemeOf(context.Request.Path, key));
        services.AddAuthorizationBuilder().AddPolicy(
            AdminAuthentication.Name, new AuthorizationPolicyBuilder(AdminAuthentication.Name).RequireAuthenticatedUser().Build());
        return services;
    }

    // A body of another type, a method that no route takes: whoever has the admin key is told that, and not that it is no API key.
    private static string? SchemeOf(PathString path, AdminKey key) =>
        key.IsSet && path.StartsWithSegments("/v1" + Path, StringComparison.OrdinalIgnoreCase) ? AdminAuthentication.Name : null;

    /// <summary>Maps the endpoints, if there is a key.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder v1)
    {
        if (!v1.ServiceProvider.GetRequiredService<AdminKey>().IsSet) return;
        var admin = v1.MapGroup(Path).RequireAuthorization(AdminAuthentication.Name);
        ManageKeys.Map(admin);
        ManageEnvironments.Map(admin);
    }
}
