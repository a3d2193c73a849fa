using System.Globalization;

namespace ParseWorker.Typesetting.Scoring;

/// <summary>
/// How much of a text was read as it was written, 0 to 1 each: the metrics of opendataloader-bench (NID, TEDS, MHS), by which readers of
/// documents are compared.
/// </summary>
/// <param name="Order">Text in its order, tables included: twice the longest common subsequence over both lengths.</param>
/// <param name="Tables">1 less the edit distance of all tables' trees over the larger tree; null where the truth has no table.</param>
/// <param name="Structure">The same, whatever the cells say.</param>
/// <param name="Headings">1 less the edit distance of headings and what follows them over the larger tree; null where the truth has
/// none.</param>
public sealed record PageScore(double Order, double? Tables, double? Structure, double? Headings)
{
    /// <summary>The mean of those that apply.</summary>
    public double Overall => ((double?[])[Order, Tables, Headings]).OfType<double>().Average();

    /// <summary>Compares a reading with the truth; both are Markdown, tables as HTML or with pipes.</summary>
    public static PageScore Of(string read, string truth)
    {
        var (said, wanted) = (Leaders.Even(PipeTables.ToHtml(read)), Leaders.Even(PipeTables.ToHtml(truth)));
        var (tables, wantedTables) = (HtmlTables.Read(said), HtmlTables.Read(wanted));
        var (headings, wantedHeadings) = (HeadingTree.Read(said), HeadingTree.Read(wanted));
        return new(
            Texts.Similarity(Texts.Squash(said), Texts.Squash(wanted)),
            Likeness(tables, wantedTables, wantedTables.Children, tables.Children, counted: tree => tree.Count - 1, Replaced),
            Likeness(tables, wantedTables, wantedTables.Children, tables.Children, counted: tree => tree.Count - 1,
                (one, other) => Shape(one) == Shape(other) ? 0 : 1),
            Likeness(headings, wantedHeadings, Headed(wantedHeadings), Headed(headings), counted: tree => tree.Count, Retitled));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
            $"overall {Overall:F3}  order {Order:F3}  tables {Tables:F3}  structure {Structure:F3}  headings {Headings:F3}");

    private static double? Likeness(
        TreeNode read, TreeNode truth, List<TreeNode> wanted, List<TreeNode> found, Func<TreeNode, int> counted,
        Func<TreeNode, TreeNode, double> rename) =>
        wanted.Count == 0 ? null
        : found.Count == 0 ? 0
        : Math.Max(0, 1 - TreeDistance.Of(read, truth, rename) / Math.Max(counted(read), counted(truth)));

    private static List<TreeNode> Headed(TreeNode tree) => [.. tree.Children.Where(child => child.Tag == HeadingTree.Heading)];

    private static (string, int, int) Shape(TreeNode node) => (node.Tag, node.ColumnSpan, node.RowSpan);

    private static double Replaced(TreeNode one, TreeNode other) =>
        Shape(one) != Shape(other) ? 1 : one.Text == other.Text ? 0 : Part(one.Text, other.Text);

    private static double Retitled(TreeNode one, TreeNode other) => one.Tag != other.Tag ? 1 : Part(one.Text, other.Text);

    private static double Part(string one, string other) =>
        (double)Texts.Distance(one, other) / Math.Max(1, Math.Max(one.Length, other.Length));
}
