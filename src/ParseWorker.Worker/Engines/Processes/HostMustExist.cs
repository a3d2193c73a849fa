using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>A worker without its engine host would spend everybody's attempts on nothing.</summary>
internal sealed class HostMustExist : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options) => File.Exists(HostCommandLine.PathOf(options))
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"The engine host {HostCommandLine.PathOf(options)} does not exist: publish the worker again, or set Engines__HostPath.");
}
