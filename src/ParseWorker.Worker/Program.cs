using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Worker;
using ParseWorker.Worker.Hosting;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, Configuration = LogDefaults.Configuration() });
builder.Services.AddSystemd().AddWorker();

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
