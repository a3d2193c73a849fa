using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Logs;
using ParseWorker.S3;
using ParseWorker.Worker;
using ParseWorker.Worker.Exporters;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    LogDefaults.AddTo(builder.Configuration, SystemdHelpers.IsSystemdService() ? "systemd" : "simple");
    builder.Services.AddSystemdWithForm().AddSupervisorNotices().AddWorker().AddExporters(builder.Configuration);

    // The folder and the bucket first: once the host starts, whatever fails is logged with its stack trace.
    using var host = builder.Build();
    _ = host.Services.GetRequiredService<WorkFolder>();
    await host.Services.CheckBucketAsync(CancellationToken.None);
    await host.RunAsync();
    return 0;
}
catch (Exception exception) when (exception
    is OptionsValidationException or InvalidOperationException or WorkFolderException or DbException)
{
    // A configuration, a database or a disk that does not fit: the sentence says what to do, a stack trace would hide it.
    await Console.Error.WriteLineAsync(Reasons.Of(exception));
    return 1;
}
