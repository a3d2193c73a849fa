using AngleSharp.Dom;

namespace ParseWorker.Documents.Html.Dom;

/// <summary>
/// Visits a subtree without recursion: a page may nest deeper than the stack reaches. Children are taken by index, since
/// AngleSharp looks for a node's next sibling among all of them.
/// </summary>
internal static class DomWalk
{
    /// <summary>Visits everything below <paramref name="root"/> in document order.</summary>
    /// <param name="root">Not visited itself.</param>
    /// <param name="enter">Says whether to go below a node.</param>
    /// <param name="leave">Called for each node that was gone below.</param>
    public static void Below(INode root, Func<INode, bool> enter, Action<INode> leave)
    {
        var open = new Stack<(INode Node, int Next)>();
        open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Node.ChildNodes.Length)
            {
                if (top.Node != root) leave(top.Node);
                continue;
            }
            var child = top.Node.ChildNodes[top.Next];
            open.Push((top.Node, top.Next + 1));
            if (enter(child)) open.Push((child, 0));
        }
    }
}
