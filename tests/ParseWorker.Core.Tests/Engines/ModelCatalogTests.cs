using ParseWorker.Core.Engines;

namespace ParseWorker.Core.Tests.Engines;

public sealed class ModelCatalogTests
{
    [Fact]
    public void TryFind_ConfiguredModels_StandBesideTheBuiltInProfiles()
    {
        var models = new ModelCatalog(new() { ["gpt-4o"] = Model("gpt-4o-2024"), ["LARGE"] = Model("vl-72b", "retab-large") });

        Assert.Equal(["retab-micro", "retab-small", "retab-large", "gpt-4o"], models.Profiles.Select(profile => profile.Name));
        Assert.True(models.TryFind("gpt-4o", out var own));
        Assert.Equal(new EngineProfile("gpt-4o", 7m, "gpt-4o-2024"), own);
        Assert.True(models.TryFind("retab-large", out var large));
        Assert.Equal("vl-72b", large.VisionModel);
        Assert.False(models.TryFind("LARGE", out _));
        Assert.False(models.TryFind(null, out _));
        Assert.Equal("/vl-72b", models.FingerprintSuffixes["retab-large"]);
        Assert.DoesNotContain("retab-small", models.FingerprintSuffixes.Keys);
    }

    [Theory]
    [InlineData("retab-small", "http://x/v1", "m", "retab-small is built in")]
    [InlineData("retab-micro", "http://x/v1", "m", "retab-micro is built in")]
    [InlineData("a", null, "m", "Endpoint field is required")]
    [InlineData("a", "http://x/v1", null, "ModelId field is required")]
    [InlineData("a", "ftp://x", "m", "absolute http or https URL")]
    [InlineData("a", "/v1", "m", "absolute http or https URL")]
    [InlineData("a b", "http://x/v1", "m", "Name must be")]
    public void Problems_OfAModelThatCouldNotBeCalled_NameTheSetting(string name, string? endpoint, string? modelId, string sentence)
    {
        var models = new ModelsOptions
        {
            [name] = new ModelOptions
            {
                Endpoint = endpoint is null ? null : new Uri(endpoint, UriKind.RelativeOrAbsolute),
                ModelId = modelId,
                ApiKey = "sk-secret"
            },
        };

        var problem = Assert.Single(models.Problems());

        Assert.StartsWith($"Models:{name}: ", problem, StringComparison.Ordinal);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_OfOneNameTwice_SaySo()
    {
        var models = new ModelsOptions { ["a"] = Model("m"), ["b"] = Model("m", "a") };

        Assert.Contains("more than once", Assert.Single(models.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_OfAModelWithoutAName_LeaveItWithoutOne()
    {
        var models = new ModelsOptions { ["a"] = Model("m") };

        Assert.Empty(models.Problems());

        Assert.Null(models["a"].Name);
    }

    [Fact]
    public void Problems_OfGoodModels_AreNone() =>
        Assert.Empty(new ModelsOptions { ["openai/gpt-4o"] = Model("m"), ["retab-large"] = Model("m") }.Problems());

    private static ModelOptions Model(string modelId, string? name = null) =>
        new() { Name = name, Endpoint = new Uri("http://x/v1"), ModelId = modelId, CreditsPerPage = 7m };

    [Theory]
    [InlineData("gpt-4o", "retab-small")]
    [InlineData("gpt-4o-mini", "retab-micro")]
    [InlineData("gpt-4", null)]
    [InlineData("GPT-4o", null)]
    [InlineData("exact", "retab-large")]
    [InlineData("exactly", null)]
    [InlineData("own", "own")]
    public void TryFind_Alias_IsTheModelOfTheLongestThatFits(string name, string? model)
    {
        var aliases = new ModelAliasOptions { Names = "gpt-4o*=retab-small, gpt-4o-mini*=retab-micro, exact=retab-large, own=retab-small" };
        var models = new ModelCatalog(new() { ["own"] = Model("m") }, aliases);

        models.TryFind(name, out var profile);

        Assert.Equal(model, profile?.Name);
    }

    [Fact]
    public void Aliases_ThatAreShipped_LeadToBuiltInModels()
    {
        var aliases = new ModelAliases(new ModelAliasOptions().Names);

        Assert.Empty(aliases.Models.Except(EngineProfile.Known.Select(profile => profile.Name)));
        Assert.Equal("retab-large", aliases.Find("auto-large"));
        Assert.Equal("retab-small", aliases.Find("gpt-4o-2024-11-20"));
    }
}
