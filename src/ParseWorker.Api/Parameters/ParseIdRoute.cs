using ParseWorker.Api.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parameters;

/// <summary>Parse ids in paths.</summary>
internal static class ParseIdRoute
{
    /// <summary>Where an id stands in a path.</summary>
    public const string Pattern = "/parses/{id}";

    /// <summary>Reads an id; one that cannot exist is a parse that does not.</summary>
    public static ParseId Read(string id) => ParseId.TryParse(id, out var parsed) ? parsed : throw RefusedException.NoSuchParse(id);
}
