using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Auth;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Auth;

/// <summary>Revoking is heard by every API process, without a word between them.</summary>
public sealed class RevokedKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task RevokedKey_OfAllProcesses_IsRefusedOnceTheCacheForgetsIt()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync(one.Secret);
        Assert.Equal((200, 200), (await StatusAsync(one), await StatusAsync(two)));

        var keys = one.Services.GetRequiredService<IApiKeyStore>();
        var key = await keys.FindAsync(one.Secret, CancellationToken.None);
        await keys.RevokeAsync(key!.Id, CancellationToken.None);
        _time.Advance(ApiKeyCache.KeptFor);

        Assert.Equal((401, 401), (await StatusAsync(one), await StatusAsync(two)));
    }

    private Task<ApiServer> StartAsync(string? secret = null) => ApiServer.StartAsync(
        database, services: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)), secret: secret);

    private static async Task<int> StatusAsync(ApiServer api)
    {
        using var answer = await api.Client.GetAsync("/v1/auth/status");
        return (int)answer.StatusCode;
    }
}
