using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Secrets;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>Sign-in to the dashboard through a provider that speaks OpenID Connect; section <c>OpenId</c>.</summary>
internal sealed class OpenIdOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "OpenId";

    private const string OpenIdScope = "openid";

    /// <summary>
    /// The provider's address without <c>/.well-known/openid-configuration</c>, as <c>https://sso.example.com/realms/staff</c>; nobody
    /// signs in through a provider when empty.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>What the sign-in page calls the provider ("Sign in with …"), 1 to 40 characters.</summary>
    [RegularExpression(@"[^\p{C}]{1,40}", ErrorMessage = "OpenId:Name must have 1 to 40 characters, no control characters.")]
    public string Name { get; set; } = "OpenID Connect";

    /// <summary>What the provider knows this service as.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret that the provider gave it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// A file with that secret, in place of <c>OpenId__ClientSecret</c>; others than its owner and its group must not read it.
    /// </summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What is asked for, with spaces between; <c>openid</c> must be among it.</summary>
    [Required]
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim that names the person; the name stands in the events of what they do.</summary>
    [Required]
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim that says who may do what; a dot leads into an object, as in <c>realm_access.roles</c>.</summary>
    [Required]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>
    /// Values of that claim whose holders cancel and retry, with semicolons between, since names of groups may have commas.
    /// </summary>
    public string? OperateValues { get; set; }

    /// <summary>Values of that claim whose holders read, texts of documents included, and change nothing; written as the former.</summary>
    public string? ViewValues { get; set; }

    /// <summary>Whether the provider's userinfo endpoint is asked, too: some keep groups out of the id token.</summary>
    public bool UserInfo { get; set; }

    /// <summary>How long a sign-in counts before the provider is asked again, name and role included, 5 min to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Whether there is a provider.</summary>
    internal bool IsSet => !string.IsNullOrEmpty(Authority);

    /// <summary>The values of <see cref="OperateValues"/>.</summary>
    internal IReadOnlyList<string> Operating => Split(OperateValues, ';');

    /// <summary>The values of <see cref="ViewValues"/>.</summary>
    internal IReadOnlyList<string> Viewing => Split(ViewValues, ';');

    /// <summary>The scopes of <see cref="Scopes"/>.</summary>
    internal IReadOnlyList<string> ScopeList => Split(Scopes, ' ');

    /// <summary>The client's secret, from wherever it is.</summary>
    /// <exception cref="IOException">Its file is not there, or cannot be read.</exception>
    internal string ReadSecret() => ClientSecretFile is { Length: > 0 } file ? SecretFile.Read(file) : ClientSecret ?? "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        (IsSet ? Problems() : Halves()).Select(problem => new ValidationResult(problem));

    // Whoever set one of these meant a provider, and would wonder where its button is.
    private IEnumerable<string> Halves()
    {
        string?[] rest = [ClientId, ClientSecret, ClientSecretFile, OperateValues, ViewValues];
        if (rest.Any(value => !string.IsNullOrEmpty(value)))
            yield return "OpenId:Authority is missing, the provider's address; give it, or take the other settings of OpenId out.";
    }

    private IEnumerable<string> Problems()
    {
        if (!IsAddress(Authority!))
        {
            yield return "OpenId:Authority must be an https:// address without user, query or fragment; http:// is taken for this machine "
                + "alone, since secrets and identities travel there.";
        }

        if (string.IsNullOrEmpty(ClientId)) yield return "OpenId:ClientId is missing: what the provider knows this service as.";
        if (SecretProblem() is { } problem) yield return problem;
        if (!ScopeList.Contains(OpenIdScope)) yield return "OpenId:Scopes must have 'openid' among them.";
        if (Operating.Count + Viewing.Count == 0)
            yield return "OpenId:OperateValues and OpenId:ViewValues are both empty: nobody could get in; give one of them.";
        if (Operating.Intersect(Viewing).FirstOrDefault() is { } both)
            yield return $"OpenId:OperateValues and OpenId:ViewValues both have '{both}'; it gives one role, so leave it in one of them.";
    }

    private string? SecretProblem() => (string.IsNullOrEmpty(ClientSecret), string.IsNullOrEmpty(ClientSecretFile)) switch
    {
        (true, true) => "OpenId:ClientSecret is missing; give it, or a file with it as OpenId:ClientSecretFile.",
        (false, false) => "OpenId:ClientSecret and OpenId:ClientSecretFile are both set; leave one of them out.",
        (true, false) => SecretFile.Fault(
            "OpenId:ClientSecretFile", ClientSecretFile!, secret => secret.Length > 0 ? null : "which is empty."),
        _ => null,
    };

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { UserInfo: "", Query: "", Fragment: "" }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string[] Split(string? text, char separator) =>
        (text ?? "").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Checks <see cref="OpenIdOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class OpenIdOptionsValidator : IValidateOptions<OpenIdOptions>;
