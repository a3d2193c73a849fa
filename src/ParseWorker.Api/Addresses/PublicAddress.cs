using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Addresses;

/// <summary>What absolute links begin with.</summary>
internal sealed class PublicAddress(IOptions<PublicAddressOptions> options)
{
    private readonly string? _configured = options.Value.Url?.TrimEnd('/');

    /// <summary>The configured address, or the one that this request came to; no slash at its end.</summary>
    public string Of(HttpRequest request) =>
        _configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
}

/// <summary>Tells where clients reach this server.</summary>
internal static class PublicAddressServices
{
    private const string Variable = "PARSEWORKER_PUBLIC_URL";

    /// <summary>Adds <see cref="PublicAddress"/>.</summary>
    public static IServiceCollection AddPublicAddress(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<PublicAddressOptions>, PublicAddressOptionsValidator>();
        services.AddOptions<PublicAddressOptions>().BindConfiguration(PublicAddressOptions.Section)
            .Configure<IConfiguration>((address, configuration) => address.Url ??= configuration[Variable])
            .ValidateOnStart();
        services.AddSingleton<PublicAddress>();
        return services;
    }

    /// <summary>Believes what trusted proxies say of the client and of the address it used; nobody else.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var networks = app.Services.GetRequiredService<IOptions<PublicAddressOptions>>().Value.Networks;
        if (networks.Count == 0) return;

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }
}
