using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Api.Auth;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Tests.Auth;

public sealed class ApiKeyCacheTests
{
    private static readonly ApiKey Key = new("key_1", "tests", "test");
    private readonly IApiKeyStore _store = Substitute.For<IApiKeyStore>();
    private readonly FakeTimeProvider _time = new();
    private readonly ApiKeyCache _cache;

    public ApiKeyCacheTests() => _cache = new ApiKeyCache(_store, _time);

    [Fact]
    public async Task Find_KnownKeyAgain_AsksTheStoreOnce()
    {
        _store.FindAsync("secret", Arg.Any<CancellationToken>()).Returns(Key);

        Assert.Equal(Key, await FindAsync("secret"));
        Assert.Equal(Key, await FindAsync("secret"));

        await _store.Received(1).FindAsync("secret", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Find_RevokedKey_IsRefusedOnceItsTimeIsOver()
    {
        _store.FindAsync("secret", Arg.Any<CancellationToken>()).Returns(Key, (ApiKey?)null);
        await FindAsync("secret");
        _time.Advance(ApiKeyCache.KeptFor);

        Assert.Null(await FindAsync("secret"));
    }

    [Fact]
    public async Task Find_UnknownKeyThatIsCreatedLater_IsFoundAtOnce()
    {
        _store.FindAsync("secret", Arg.Any<CancellationToken>()).Returns(null, Key);

        Assert.Null(await FindAsync("secret"));
        Assert.Equal(Key, await FindAsync("secret"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task Find_ImpossibleSecret_DoesNotAskTheStore(int length)
    {
        Assert.Null(await FindAsync(new string('x', length)));

        await _store.DidNotReceiveWithAnyArgs().FindAsync(default!, CancellationToken.None);
    }

    private Task<ApiKey?> FindAsync(string secret) => _cache.FindAsync(secret, CancellationToken.None);
}
