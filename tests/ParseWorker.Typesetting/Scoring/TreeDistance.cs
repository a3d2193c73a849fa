namespace ParseWorker.Typesetting.Scoring;

/// <summary>The edit distance of ordered trees (Zhang and Shasha 1989); taking a node out or in costs 1.</summary>
internal sealed class TreeDistance
{
    private readonly Flat _one;
    private readonly Flat _other;
    private readonly double[,] _trees;
    private readonly double[,] _renames;

    private TreeDistance(TreeNode one, TreeNode other, Func<TreeNode, TreeNode, double> rename)
    {
        (_one, _other) = (Flat.Of(one), Flat.Of(other));
        _trees = new double[_one.Nodes.Count, _other.Nodes.Count];
        _renames = new double[_one.Nodes.Count, _other.Nodes.Count];
        for (var x = 0; x < _one.Nodes.Count; x++)
            for (var y = 0; y < _other.Nodes.Count; y++)
                _renames[x, y] = rename(_one.Nodes[x], _other.Nodes[y]);
    }

    /// <summary>What it costs to turn one tree into the other.</summary>
    /// <param name="one">A tree.</param>
    /// <param name="other">Another.</param>
    /// <param name="rename">What it costs to turn a node into another, 0 to 1.</param>
    public static double Of(TreeNode one, TreeNode other, Func<TreeNode, TreeNode, double> rename)
    {
        var distance = new TreeDistance(one, other, rename);
        foreach (var x in distance._one.Roots)
            foreach (var y in distance._other.Roots)
                distance.Compare(x, y);
        return distance._trees[distance._one.Nodes.Count - 1, distance._other.Nodes.Count - 1];
    }

    /// <summary>Fills in the distances of all pairs of trees on the leftmost paths of two roots.</summary>
    private void Compare(int root, int otherRoot)
    {
        var (left, otherLeft) = (_one.Leftmost[root], _other.Leftmost[otherRoot]);
        var forests = new double[root - left + 2, otherRoot - otherLeft + 2];
        for (var x = 1; x < forests.GetLength(0); x++) forests[x, 0] = x;
        for (var y = 1; y < forests.GetLength(1); y++) forests[0, y] = y;
        for (var x = 1; x < forests.GetLength(0); x++)
        {
            for (var y = 1; y < forests.GetLength(1); y++)
            {
                var (node, other) = (left + x - 1, otherLeft + y - 1);
                var best = Math.Min(forests[x - 1, y], forests[x, y - 1]) + 1;
                if (_one.Leftmost[node] == left && _other.Leftmost[other] == otherLeft)
                    _trees[node, other] = forests[x, y] = Math.Min(best, forests[x - 1, y - 1] + _renames[node, other]);
                else
                    forests[x, y] = Math.Min(best,
                        forests[_one.Leftmost[node] - left, _other.Leftmost[other] - otherLeft] + _trees[node, other]);
            }
        }
    }

    /// <summary>A tree in postorder.</summary>
    /// <param name="Nodes">Its nodes.</param>
    /// <param name="Leftmost">For each node the first leaf below it.</param>
    /// <param name="Roots">For each first leaf the highest node above it.</param>
    private sealed record Flat(List<TreeNode> Nodes, List<int> Leftmost, List<int> Roots)
    {
        public static Flat Of(TreeNode root)
        {
            var flat = new Flat([], [], []);
            flat.Add(root);
            flat.Roots.AddRange(flat.Leftmost.Select((leaf, node) => (leaf, node)).GroupBy(pair => pair.leaf)
                .Select(pairs => pairs.Max(pair => pair.node)).Order());
            return flat;
        }

        private int Add(TreeNode node)
        {
            var leaves = node.Children.Select(Add).ToList();
            var leaf = leaves.Count > 0 ? leaves[0] : Nodes.Count;
            Nodes.Add(node);
            Leftmost.Add(leaf);
            return leaf;
        }
    }
}
