using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Worker;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;

var settings = new HostApplicationBuilderSettings { Args = args, Configuration = LogDefaults.Configuration() };
var builder = Host.CreateApplicationBuilder(settings);
builder.Services.AddSystemd().AddWorker();

try
{
    // The folder first: once the host starts, whatever fails is logged with its stack trace.
    using var host = builder.Build();
    _ = host.Services.GetRequiredService<WorkFolder>();
    await host.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException or WorkFolderException)
{
    // A configuration, a schema or a disk that does not fit: the sentence says what to do, a stack trace would hide it.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
