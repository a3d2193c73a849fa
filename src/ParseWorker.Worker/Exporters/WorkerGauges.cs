using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Telemetry;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Exporters;

/// <summary>How this worker stands, as gauges.</summary>
internal sealed class WorkerGauges(
    RunningAttempts attempts, HostPool hosts, WorkerHealth health, IOptions<WorkerOptions> options, IMeterFactory meters)
    : IHostedService
{
    private static readonly MetricFacts SlotsFacts = new(
        "parseworker.worker.slots", MetricKind.Gauge, "{slot}", "Parses that this worker runs at the same time, without the spare slot");

    private static readonly MetricFacts ClaimingFacts = new(
        "parseworker.worker.claiming", MetricKind.Gauge, "{worker}",
        "1 while this worker claims parses, else 0: its first engine host is still starting, it drains, is paused, or its machine is at "
        + "fault");

    private static readonly MetricFacts RunningFacts = new(
        "parseworker.attempts.running", MetricKind.Gauge, "{attempt}", "Attempts that this worker runs, or is about to claim");

    private static readonly MetricFacts HostsFacts = new(
        "parseworker.engine.hosts", MetricKind.Gauge, "{host}", "This worker's engine hosts: `idle`, `in_use` or `starting`", "state");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meters.Gauge(SlotsFacts, () => options.Value.Slots);
        meters.Gauge(ClaimingFacts, () => health.WhyNoClaims is null ? 1 : 0);
        meters.Gauge(RunningFacts, () => attempts.Snapshot().Count);
        meters.Gauges(HostsFacts, Hosts);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<double>> Hosts()
    {
        var (idle, inUse, starting) = hosts.Counts;
        return [Of(idle, "idle"), Of(inUse, "in_use"), Of(starting, "starting")];

        static Measurement<double> Of(int count, string state) => new(count, new KeyValuePair<string, object?>("state", state));
    }
}
