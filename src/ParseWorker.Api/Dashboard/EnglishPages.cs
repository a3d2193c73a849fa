using System.Globalization;

namespace ParseWorker.Api.Dashboard;

/// <summary>
/// Has Hangfire say that its pages are in English. Without globalization data every culture is the invariant one, and its pages said that
/// their language was <c>iv</c>: screen readers then choose a voice of their own.
/// </summary>
internal static class EnglishPages
{
    private static readonly CultureInfo English = new EnglishCulture();

    /// <summary>Answers in a culture that has the name of the language, and the invariant one's texts and formats.</summary>
    public static IEndpointConventionBuilder InEnglish(this IEndpointConventionBuilder endpoint)
    {
        endpoint.Add(builder =>
        {
            var answer = builder.RequestDelegate!;
            builder.RequestDelegate = async context =>
            {
                CultureInfo.CurrentUICulture = English;
                await answer(context);
            };
        });
        return endpoint;
    }

    private sealed class EnglishCulture() : CultureInfo("")
    {
        public override string TwoLetterISOLanguageName => "en";
    }
}
