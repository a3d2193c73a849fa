using Onnx;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>
/// x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019, MobileNetV3), which exporters write as four layers: it is x times ONNX's HardSigmoid.
/// </summary>
internal static class HardSwish
{
    private const float Shift = 3;
    private const float Most = 6;

    /// <summary>Rewrites the four layers, of which <paramref name="clip"/> is the second; leaves any other layer as it is.</summary>
    public static void Rewrite(NodeProto clip, NetworkGraph graph)
    {
        if (!IsClip(clip, graph)) return;
        var shift = graph.Users(clip.Input[0]).Count == 1 ? graph.Source(clip.Input[0]) : null;
        if (shift?.Input.FirstOrDefault(input => graph.Number(input) is null) is not { } x
            || Affine.Of(shift, "Add", x, graph) is not (_, Shift)) return;
        if (graph.Users(clip.Output[0]) is not [{ OpType: "Mul" } product] || !product.Input.Contains(x)) return;
        if (Affine.Next("Div", product.Output[0], graph) is not var (division, divisor) || divisor != Most
            || division.Input[0] != product.Output[0]) return;
        graph.Layers[graph.Layers.IndexOf(clip)] = NetworkGraph.Layer(
            "HardSigmoid", [x], clip.Output[0], NetworkGraph.Attribute("alpha", 1 / Most), NetworkGraph.Attribute("beta", Shift / Most));
        product.Output[0] = division.Output[0];
        graph.Layers.Remove(shift);
        graph.Layers.Remove(division);
    }

    /// <summary>The convolution whose output a rewritten hard swish takes; null when the layer is not the end of one.</summary>
    public static Convolution? ConvolutionBefore(NodeProto product, NetworkGraph graph)
    {
        if (product.OpType != "Mul" || graph.Source(product.Input[1]) is not { OpType: "HardSigmoid" } sigmoid
            || sigmoid.Input[0] != product.Input[0]) return null;
        return graph.Source(product.Input[0]) is { } before ? Convolution.Of(before, graph) : null;
    }

    /// <summary>
    /// Whether a layer keeps values between 0 and 6, which ONNX's older versions write as attributes and newer as inputs.
    /// </summary>
    private static bool IsClip(NodeProto layer, NetworkGraph graph)
    {
        if (layer.OpType != "Clip") return false;
        return layer.Input.Count == 3
            ? graph.Number(layer.Input[1]) == 0 && graph.Number(layer.Input[2]) == Most
            : NetworkGraph.Attribute(layer, "min")?.F == 0 && NetworkGraph.Attribute(layer, "max")?.F == Most;
    }
}
