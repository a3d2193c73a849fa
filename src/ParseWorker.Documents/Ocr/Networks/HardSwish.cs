namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>
/// x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019, MobileNetV3), which exporters write as four layers: it is x times ONNX's HardSigmoid.
/// </summary>
internal static class HardSwish
{
    private const float Shift = 3;
    private const float Most = 6;

    /// <summary>Rewrites the four layers, of which <paramref name="clip"/> is the second.</summary>
    public static void Rewrite(OnnxNode clip, OnnxGraph graph)
    {
        if (!IsClip(clip, graph)) return;
        var shift = graph.Users(clip.Inputs[0]).Count == 1 ? Giver(clip.Inputs[0], graph) : null;
        if (shift?.Inputs.Find(input => graph.Number(input) is null) is not { } x || Affine.Of(shift, "Add", x, graph) is not (_, Shift)) return;
        if (graph.Users(clip.Outputs[0]) is not [{ Kind: "Mul" } product] || !product.Inputs.Contains(x)) return;
        if (Affine.Step("Div", product.Outputs[0], graph) is not var (division, divisor) || divisor != Most || division.Inputs[0] != product.Outputs[0]) return;
        graph.Nodes[graph.Nodes.IndexOf(clip)] = new("HardSigmoid", [x], clip.Outputs[0], OnnxAttribute.Of("alpha", 1 / Most), OnnxAttribute.Of("beta", Shift / Most));
        product.Outputs[0] = division.Outputs[0];
        graph.Nodes.Remove(shift);
        graph.Nodes.Remove(division);
    }

    /// <summary>The convolution whose output a rewritten one takes; null when the layer is no end of one.</summary>
    public static Convolution? ConvolutionBefore(OnnxNode product, OnnxGraph graph)
    {
        if (product.Kind != "Mul" || Giver(product.Inputs[1], graph) is not { Kind: "HardSigmoid" } sigmoid || sigmoid.Inputs[0] != product.Inputs[0]) return null;
        return Giver(product.Inputs[0], graph) is { } before ? Convolution.Of(before, graph) : null;
    }

    private static OnnxNode? Giver(string name, OnnxGraph graph) => graph.Nodes.Find(node => node.Outputs.Contains(name));

    /// <summary>Whether a layer keeps values between 0 and 6, which ONNX's older versions write as attributes and newer as inputs.</summary>
    private static bool IsClip(OnnxNode node, OnnxGraph graph)
    {
        if (node.Kind != "Clip") return false;
        return node.Inputs.Count == 3
            ? graph.Number(node.Inputs[1]) == 0 && graph.Number(node.Inputs[2]) == Most
            : node.Find("min")?.Single == 0 && node.Find("max")?.Single == Most;
    }
}
