using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Queueing;
using ParseWorker.Worker.Hosting;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, Configuration = LogDefaults.Configuration() });

// In the order of starting. Stopping goes the other way round: the report and the claiming end first, then the drain is waited
// for; the sweeper and the cancel watch, which renews the leases, outlive it.
builder.Services
    .AddSystemd()
    .AddWorkerOptions()
    .AddParseWorkerPostgres() // refuses to start on an old schema
    .AddParseQueue()
    .AddCancelWatch()
    .AddEngines()
    .AddRecovery()
    .AddDrain()
    .AddParseJobs()
    .AddReporting();

try
{
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
{
    // A configuration or a schema that does not fit: the sentence says what to do, a stack trace would bury it.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
