using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Xlsx;

/// <summary>Blocks and the cell they begin at.</summary>
internal sealed record PlacedBlocks(int Row, int Column, IReadOnlyList<Block> Blocks);
