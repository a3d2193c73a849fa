using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Intake;

/// <summary>A directory that only this process's user can enter, for as long as it runs.</summary>
internal sealed class SpoolDirectory(IOptions<DocumentOptions> options) : IDisposable
{
    private readonly Lazy<string> _path = new(() => Create(options.Value.SpoolDirectory));

    /// <summary>Opens a new file in it.</summary>
    public SpoolFile Open() => SpoolFile.Create(_path.Value, options.Value.MaxBytes);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_path.IsValueCreated) Directory.Delete(_path.Value, recursive: true);
    }

    private static string Create(string? parent)
    {
        if (parent is null) return Directory.CreateTempSubdirectory("parseworker-").FullName;
        var path = Path.Combine(parent, $"parseworker-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path).FullName;
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
