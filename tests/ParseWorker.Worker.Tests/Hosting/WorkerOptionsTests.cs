using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Testing.Processes;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Jobs;

namespace ParseWorker.Worker.Tests.Hosting;

public sealed class WorkerOptionsTests
{
    [Fact]
    public void Defaults_AreValidAndNestTheirDeadlines()
    {
        var services = Services([]);
        var worker = services.GetRequiredService<IOptions<WorkerOptions>>().Value;
        var engines = services.GetRequiredService<IOptions<EngineOptions>>().Value;
        var host = services.GetRequiredService<IOptions<HostOptions>>().Value;

        Assert.Equal(Environment.ProcessorCount, worker.Slots);
        Assert.True(Deadlines.JobServer(worker, engines) > worker.DrainTime + engines.Grace + worker.WriteLimit);
        Assert.True(host.ShutdownTimeout > Deadlines.JobServer(worker, engines));
        Assert.True(worker.LeaseLostAfter < worker.Lease);
    }

    [Theory]
    [InlineData("Worker:Slots", "0")]
    [InlineData("Worker:Slots", "65")]
    [InlineData("Worker:Lease", "00:00:01")]
    [InlineData("Worker:PollInterval", "00:00:06")]
    [InlineData("Worker:DrainTime", "-00:00:01")]
    public void Worker_OutOfRange_IsRefusedByName(string key, string value)
    {
        var services = Services(new() { [key] = value });

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<WorkerOptions>>().Value);

        Assert.Contains(key.Split(':')[1], refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Engines:MemoryLimitMb", "63")]
    [InlineData("Engines:Grace", "00:02:00")]
    [InlineData("Engines:OcrLanguages", "")]
    [InlineData("Engines:OcrLanguages", "deu --help")]
    [InlineData("Engines:TesseractCommand", "")]
    [InlineData("Engines:HostPath", "")]
    [InlineData("Engines:HostPath", "no/such/host")]
    public void Engines_OutOfRange_IsRefused(string key, string value)
    {
        var services = Services(new() { [key] = value });

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<EngineOptions>>().Value);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        settings.TryAdd("Engines:HostUser", EngineUser.Name);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddWorkerOptions();
        return services.BuildServiceProvider();
    }
}
