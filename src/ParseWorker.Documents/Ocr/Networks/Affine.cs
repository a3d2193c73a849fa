namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>Two layers that multiply a value by one number and add another.</summary>
/// <param name="Factor">The first.</param>
/// <param name="Summand">The second.</param>
/// <param name="Layers">The two.</param>
internal sealed record Affine(float Factor, float Summand, IReadOnlyList<OnnxNode> Layers)
{
    /// <summary>What they give.</summary>
    public string Output => Layers[^1].Outputs[0];

    /// <summary>Those that take a value and nobody else does, or null.</summary>
    public static Affine? Behind(string name, OnnxGraph graph)
    {
        if (Step("Mul", name, graph) is not var (multiplied, factor)) return null;
        return Step("Add", multiplied.Outputs[0], graph) is var (added, summand) ? new(factor, summand, [multiplied, added]) : null;
    }

    /// <summary>A layer that alone takes a value, and takes a single number besides.</summary>
    public static (OnnxNode Layer, float Number)? Step(string kind, string name, OnnxGraph graph) =>
        graph.Users(name) is [var user] ? Of(user, kind, name, graph) : null;

    /// <summary>A layer of that kind, with the single number that it takes besides a value.</summary>
    public static (OnnxNode Layer, float Number)? Of(OnnxNode node, string kind, string name, OnnxGraph graph) =>
        node.Kind == kind && node.Inputs.Find(input => input != name) is { } other && graph.Number(other) is { } number ? (node, number) : null;
}
