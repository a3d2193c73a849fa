using ParseWorker.Api.Errors;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Parameters;

/// <summary>File ids in paths.</summary>
internal static class FileIdRoute
{
    /// <summary>Reads an id; one that cannot exist is a file that does not.</summary>
    public static FileId Read(string id) => FileId.TryParse(id, out var parsed) ? parsed : throw RefusedException.NoSuchFile(id);
}
