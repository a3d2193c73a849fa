using System.ComponentModel;
using ParseWorker.Core.Bodies;

namespace ParseWorker.Api.Bodies;

/// <summary>One page of a list as clients read it; rows are streamed, so that a hundred long texts are never in memory together.</summary>
internal sealed record ListBody(IReadOnlyList<ParseBody> Data, ListMetadataBody ListMetadata);

/// <summary>The cursors of a page; both keys are always there.</summary>
internal sealed record ListMetadataBody(
    [property: Description("The first row's id when earlier rows exist, else null.")] string? Before,
    [property: Description("The last row's id when more rows follow, else null.")] string? After);
