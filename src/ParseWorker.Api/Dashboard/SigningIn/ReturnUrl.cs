namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>Where a sign-in leads: back to the dashboard only, since a sign-in page that leads elsewhere serves phishing.</summary>
internal static class ReturnUrl
{
    /// <summary>Where the dashboard is.</summary>
    public const string Dashboard = "/hangfire";

    /// <summary>The parameter that says what was asked for before the sign-in; the framework names it so.</summary>
    public const string Key = "ReturnUrl";

    /// <summary>The page of the dashboard that the request wants to return to, with the prefix; the first page for anything else.</summary>
    public static string Of(HttpRequest request)
    {
        var home = Home(request);
        var wanted = request.Query[Key].ToString();
        return wanted.StartsWith(home + "/", StringComparison.Ordinal) && wanted.All(IsOfAnAddress) && !LeadsUp(wanted) ? wanted : home;
    }

    /// <summary>The dashboard's first page, the prefix that the request came through included.</summary>
    public static string Home(HttpRequest request) => request.PathBase.ToUriComponent() + Dashboard;

    /// <summary>A page of sign-in or sign-out, with what to return to.</summary>
    public static string Keep(HttpRequest request, string path, string returnUrl) =>
        $"{request.PathBase.ToUriComponent()}{path}?{Key}={Uri.EscapeDataString(returnUrl)}";

    // A browser resolves these, escaped ones too.
    private static bool LeadsUp(string wanted) => wanted.Split('?', '#')[0].Split('/').Any(segment =>
        segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");

    // What a header can carry; everything else stands escaped in an address.
    private static bool IsOfAnAddress(char character) => character is > ' ' and < '\x7f' and not '\\';
}
