using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ParseWorker.Api.Addresses;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary>
/// Links to files: each carries a token of its own, because clients send no key with them. It stands in the query, which no log shows.
/// </summary>
internal sealed class FileLinks(IDataProtectionProvider protection, PublicAddress address, TimeProvider time)
{
    /// <summary>How long a download link works.</summary>
    public static readonly TimeSpan DownloadsWorkFor = TimeSpan.FromMinutes(60);

    private const string ReferenceHost = "storage.retab.com";
    private const string NoExtension = "bin";
    private const int LongestExtension = 10;

    private readonly IDataProtector _downloads = protection.CreateProtector("downloads", "v2");

    /// <summary>Where an upload's bytes are sent.</summary>
    public string ToUpload(HttpRequest request, FileId id, string name, string token) =>
        $"{address.Of(request)}/uploads/{NameOf(id, name)}?token={token}";

    /// <summary>Where a file's bytes are fetched, for <see cref="DownloadsWorkFor"/>.</summary>
    public string ToDownload(HttpRequest request, string environment, StoredFile file) =>
        $"{address.Of(request)}/downloads/{NameOf(file.Id, file.Name)}?token={Seal(environment, file.Id)}";

    /// <summary>Reads the token of a download link.</summary>
    /// <returns>Whose file it is, and which; null for a link that was not made here, was changed or has expired.</returns>
    public (string Environment, FileId Id)? ReadDownload(string token)
    {
        try
        {
            var parts = _downloads.Unprotect(token).Split(' ', 3);
            var worksUntil = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return time.GetUtcNow() < worksUntil ? (parts[2], FileId.Parse(parts[1])) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// A file's name as a <c>document.url</c>. Client libraries tell a file's id from exactly this host and shape; it is resolved here by
    /// that id and never fetched.
    /// </summary>
    public static string ToReference(string environment, FileId id, string name) =>
        $"https://{ReferenceHost}/{Uri.EscapeDataString(environment)}/{NameOf(id, name)}";

    /// <summary>The file that a <c>document.url</c> names: a reference or a download link, of this address or another.</summary>
    /// <returns>
    /// Its id; a reference that was not made here names no file, and is returned as it is; null for a URL that may be fetched.
    /// </returns>
    public static string? Resolve(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        if (FileId.TryParse(Path.GetFileNameWithoutExtension(Uri.UnescapeDataString(uri.AbsolutePath)), out var id)) return id.ToString();
        return uri.Host.Equals(ReferenceHost, StringComparison.OrdinalIgnoreCase) ? url : null;
    }

    private string Seal(string environment, FileId id) => _downloads.Protect(string.Create(
        CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + DownloadsWorkFor).ToUnixTimeSeconds()} {id} {environment}"));

    /// <summary>The command-line client takes the id from a link's last part, and wants an extension there.</summary>
    private static string NameOf(FileId id, string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        var isPlain = extension.Length is > 0 and <= LongestExtension && extension.All(char.IsAsciiLetterOrDigit);
        return $"{id}.{(isPlain ? extension : NoExtension)}";
    }
}
