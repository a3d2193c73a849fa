using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pptx;

/// <summary>What a shape shows, and where.</summary>
internal sealed record PlacedShape(ShapeBox Box, IReadOnlyList<Block> Blocks);
