using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake;

/// <summary>A directory that only this process's user can enter, for as long as it runs; made again when something removed it.</summary>
internal sealed class SpoolDirectory(IOptions<DocumentOptions> options) : IDisposable
{
    private readonly Lock _gate = new();
    private string? _path;

    private string Parent => options.Value.SpoolDirectory ?? Path.GetTempPath();

    /// <summary>Opens a new file in it.</summary>
    /// <exception cref="SpoolException">The disk does not take it.</exception>
    public SpoolFile Open()
    {
        try
        {
            return SpoolFile.Create(Existing(), options.Value.MaxBytes);
        }
        catch (Exception exception) when (SpoolException.IsOfDisk(exception))
        {
            throw new SpoolException(Parent, exception);
        }
    }

    /// <summary>Opens a file and closes it again, so that the start shows what the first document would.</summary>
    /// <exception cref="SpoolException">The disk does not take it.</exception>
    public ValueTask CheckAsync() => Open().DisposeAsync();

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path, recursive: true);
    }

    private string Existing()
    {
        lock (_gate)
        {
            if (!Directory.Exists(_path)) _path = Create(options.Value.SpoolDirectory);
            return _path;
        }
    }

    private static string Create(string? parent)
    {
        if (parent is null) return Directory.CreateTempSubdirectory("parseworker-").FullName;
        var path = Path.Combine(parent, $"parseworker-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path).FullName;
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
