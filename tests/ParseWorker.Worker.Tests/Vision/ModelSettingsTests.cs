using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ParseWorker.Core;
using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Tests.Vision;

/// <summary>Settings of models that the framework would leave out without a word.</summary>
public sealed class ModelSettingsTests
{
    private const string Endpoint = "https://models.test/v1";

    [Theory]
    [InlineData("Models", "anything", "Models takes no value itself")]
    [InlineData("Models:mymodel", "https://models.test/v1", "Models:mymodel takes no value itself")]
    [InlineData("Models:L:Concurrency", "four", "Models:L:Concurrency has a value that can't be read: it takes a whole number.")]
    [InlineData("Models:L:Concurrency", "", "Models:L:Concurrency has a value that can't be read: it takes a whole number.")]
    [InlineData("Models:L:Timeout", "2 min", "Models:L:Timeout has a value that can't be read: it takes a time such as 00:02:00.")]
    [InlineData("Models:L:CreditsPerPage", "much", "Models:L:CreditsPerPage has a value that can't be read: it takes a number")]
    [InlineData("Models:L:Timeot", "00:01:00", "Models:L:Timeot is no setting of a model: there are ApiKey, ApiKeyFile, Attempts,")]
    [InlineData("Models:L:ApiKey:Value", "secret", "Models:L:ApiKey takes one value, and has settings below it.")]
    public void Start_ASettingThatCannotBeRead_IsRefusedInOneSentenceThatNamesIt(string name, string value, string sentence)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read((name, value)));

        Assert.StartsWith(sentence, Assert.Single(refusal.Failures), StringComparison.Ordinal);
        if (value.Length > 0) Assert.DoesNotContain($" {value}", refusal.Message.Replace(Endpoint, "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Start_EverySettingInAnotherCase_IsRead()
    {
        var model = Read(
            ("models:l:NAME", "large"), ("models:l:apikeyfile", "/key"), ("models:l:creditsperpage", "1.5"), ("models:l:concurrency", "2"),
            ("models:l:timeout", "00:01:00"), ("models:l:attempts", "3"), ("models:l:maxoutputtokens", "100"))["L"];

        Assert.Equal(
            ("large", "/key", 1.5m, 2, TimeSpan.FromMinutes(1), 3, 100),
            (model.Name, model.ApiKeyFile, model.CreditsPerPage, model.Concurrency, model.Timeout, model.Attempts, model.MaxOutputTokens));
    }

    /// <summary>A model that is well, and what the test sets beside.</summary>
    private static ModelsOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Models:L:Endpoint", Endpoint), new("Models:L:ModelId", "m"),
                .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddParseWorkerCore()
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<ModelsOptions>>().Value;
    }
}
