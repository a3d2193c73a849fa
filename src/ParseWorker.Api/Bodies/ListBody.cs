namespace ParseWorker.Api.Bodies;

/// <summary>One page of a list as clients read it; rows are streamed, so that a hundred long texts are never in memory together.</summary>
/// <param name="Data">The rows.</param>
/// <param name="ListMetadata">The cursors.</param>
internal sealed record ListBody(IReadOnlyList<ParseBody> Data, ListMetadataBody ListMetadata);

/// <summary>The cursors of a page; both keys are always there.</summary>
/// <param name="Before">The first row's id when earlier rows exist, else null.</param>
/// <param name="After">The last row's id when more rows follow, else null.</param>
internal sealed record ListMetadataBody(string? Before, string? After);
