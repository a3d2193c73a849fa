using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Worker;
using ParseWorker.Worker.Hosting;

var settings = new HostApplicationBuilderSettings { Args = args, Configuration = LogDefaults.Configuration() };
var builder = Host.CreateApplicationBuilder(settings);
builder.Services.AddSystemd().AddWorker();

try
{
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
{
    // A configuration or a schema that does not fit: the sentence says what to do, a stack trace would hide it.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
