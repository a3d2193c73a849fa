namespace ParseWorker.Typesetting.Scoring;

/// <summary>A node of a tree that is compared.</summary>
/// <param name="Tag">What it is.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="ColumnSpan">Of a cell.</param>
/// <param name="RowSpan">Of a cell.</param>
internal sealed record TreeNode(string Tag, string Text = "", int ColumnSpan = 1, int RowSpan = 1)
{
    /// <summary>In their order.</summary>
    public List<TreeNode> Children { get; } = [];

    /// <summary>This one and all below it.</summary>
    public int Count => 1 + Children.Sum(child => child.Count);
}
