using Onnx;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>Two layers, of which the first multiplies its input by one number and the second adds one.</summary>
/// <param name="Factor">What is multiplied by.</param>
/// <param name="Summand">What is added.</param>
/// <param name="Layers">Both, in the order they run in.</param>
internal sealed record Affine(float Factor, float Summand, IReadOnlyList<NodeProto> Layers)
{
    /// <summary>The name of the second layer's output.</summary>
    public string Output => Layers[^1].Output[0];

    /// <summary>The two layers that follow a value; null when they are others, or when something else takes the value too.</summary>
    public static Affine? After(string value, NetworkGraph graph)
    {
        if (Next("Mul", value, graph) is not var (product, factor)) return null;
        return Next("Add", product.Output[0], graph) is var (sum, summand) ? new(factor, summand, [product, sum]) : null;
    }

    /// <summary>
    /// The one layer that takes a value, and the single number it takes besides; null when it is of another kind, or one of several.
    /// </summary>
    public static (NodeProto Layer, float Number)? Next(string kind, string value, NetworkGraph graph) =>
        graph.Users(value) is [var user] ? Of(user, kind, value, graph) : null;

    /// <summary>
    /// A layer with the single number it takes besides a value; null when it is of another kind, or takes no such number.
    /// </summary>
    public static (NodeProto Layer, float Number)? Of(NodeProto layer, string kind, string value, NetworkGraph graph) =>
        layer.OpType == kind && layer.Input.FirstOrDefault(input => input != value) is { } other && graph.Number(other) is { } number
            ? (layer, number)
            : null;
}
