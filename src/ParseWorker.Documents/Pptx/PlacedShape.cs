using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pptx;

/// <summary>What a shape shows, and where.</summary>
internal sealed record PlacedShape(ShapeBox Box, IReadOnlyList<Block> Blocks);

/// <summary>Where a shape stands, in English Metric Units; of a group's parts, in the group's own units.</summary>
internal readonly record struct ShapeBox(long Left, long Top, long Right, long Bottom)
{
    public ShapeBox With(ShapeBox other) =>
        new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}
