using System.Net;
using System.Text.RegularExpressions;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>Somebody at a browser: cookies are kept, and redirects are followed one by one.</summary>
public sealed partial class Person : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="server">What paths are below, with a slash at its end when it is a folder.</param>
    public Person(Uri server)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = server };
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asks for one address.</summary>
    public Task<HttpResponseMessage> GetAsync(string address) => _http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Token);

    /// <summary>Asks for an address and for what it leads to, until something is shown.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string address)
    {
        var answer = await GetAsync(address);
        for (var hops = 0; answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther; hops++)
        {
            Assert.True(hops < 10, $"{address} leads in a circle.");
            answer = await GetAsync(Next(answer));
        }

        return answer;
    }

    /// <summary>Follows the sign-in page's link as far as to where the provider sends them back to; that address.</summary>
    public async Task<string> ComeBackAsync(string returnUrl = "")
    {
        var page = await GetAsync("sign-in" + (returnUrl.Length > 0 ? $"?ReturnUrl={Uri.EscapeDataString(returnUrl)}" : ""));
        var toProvider = await GetAsync(Link(await ApiServer.TextAsync(page)));
        Assert.True(toProvider.StatusCode == HttpStatusCode.Redirect, await ApiServer.TextAsync(toProvider));
        var back = await GetAsync(Next(toProvider));
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, await ApiServer.TextAsync(back));
        return Next(back);
    }

    /// <summary>Signs in through the provider; what is shown in the end.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string returnUrl = "") => await OpenAsync(await ComeBackAsync(returnUrl));

    /// <summary>Presses the button of a page's form.</summary>
    public async Task<HttpResponseMessage> PressAsync(string page, params (string Name, string Value)[] typed)
    {
        var text = await ApiServer.TextAsync(await GetAsync(page));
        var fields = Hidden().Matches(text).DistinctBy(field => field.Groups[1].Value)
            .Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)))
            .Concat(typed.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var form = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(new Uri(WebUtility.HtmlDecode(Action().Match(text).Groups[1].Value), UriKind.Relative), form, Token);
    }

    /// <summary>Where an answer leads.</summary>
    public static string Next(HttpResponseMessage answer) =>
        new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!).AbsoluteUri;

    /// <summary>The sign-in page's link to the provider.</summary>
    public static string Link(string page) => WebUtility.HtmlDecode(Button().Match(page).Groups[1].Value);

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<a class=\"button\" href=\"([^\"]+)\">")]
    private static partial Regex Button();

    [GeneratedRegex("<form [^>]*method=\"post\" action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();
}
