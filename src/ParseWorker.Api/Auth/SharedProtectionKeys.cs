using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Auth;

/// <summary>
/// The keys of the framework's data protection, for links to files and for operators' sign-ins, in the database: what one process signed,
/// every other one reads, and after a restart.
/// </summary>
internal sealed class SharedProtectionKeys(IProtectionKeyStore store) : IXmlRepository
{
    /// <summary>Separates this service's signatures from those of others.</summary>
    private const string Application = "ParseWorker";

    /// <summary>Adds the framework's data protection with shared keys.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton<SharedProtectionKeys>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<SharedProtectionKeys>((options, keys) => options.XmlRepository = keys);
    }

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.ReadAll().Select(XElement.Parse)];

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) =>
        store.Save(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
