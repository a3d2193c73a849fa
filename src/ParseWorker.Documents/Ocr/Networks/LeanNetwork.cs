namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>
/// Rewrites a network so that it takes a third less time and gives the same. PaddlePaddle's exporter writes PP-LCNetV3's blocks
/// (convolution, scale, hard swish, scale) as nine layers, eight of which do a step of arithmetic each over the whole picture; ONNX Runtime
/// fuses none of them into the convolution, as it does when they are written in its own terms.
/// </summary>
internal static class LeanNetwork
{
    /// <summary>The network; the file itself where it cannot be read, which ONNX Runtime then says.</summary>
    public static byte[] Of(byte[] file)
    {
        try
        {
            var graph = new OnnxGraph(file);
            foreach (var node in graph.Nodes.ToList()) ScaleWithin(node, graph);
            foreach (var node in graph.Nodes.ToList()) HardSwish.Rewrite(node, graph);
            foreach (var node in graph.Nodes.ToList()) ScaleAfterwards(node, graph);
            return graph.Write();
        }
        catch (InvalidDataException)
        {
            return file;
        }
    }

    /// <summary>A convolution takes up the scale behind it.</summary>
    private static void ScaleWithin(OnnxNode node, OnnxGraph graph)
    {
        if (Convolution.Of(node, graph) is not { } convolution || Affine.Behind(node.Outputs[0], graph) is not { } scale) return;
        convolution.TakeUpBehind(scale);
        graph.Nodes.RemoveAll(scale.Layers.Contains);
    }

    /// <summary>
    /// The scale behind a hard swish goes into the next convolution; where that cannot be, it becomes a convolution of a pixel by itself,
    /// because ONNX Runtime keeps pictures between convolutions in an order of its own, and single numbers would need the common one.
    /// </summary>
    private static void ScaleAfterwards(OnnxNode node, OnnxGraph graph)
    {
        if (HardSwish.ConvolutionBefore(node, graph) is not { } before || Affine.Behind(node.Outputs[0], graph) is not { } scale) return;
        var next = graph.Users(scale.Output) is [var user] ? Convolution.Of(user, graph) : null;
        if (next?.TakesUpBefore(scale, node.Outputs[0]) != true) graph.Nodes.Insert(graph.Nodes.IndexOf(scale.Layers[0]), ByPixel(scale, node.Outputs[0], before.Channels, graph));
        graph.Nodes.RemoveAll(scale.Layers.Contains);
    }

    private static OnnxNode ByPixel(Affine scale, string input, int channels, OnnxGraph graph)
    {
        var weights = new OnnxTensor([channels, 1, 1, 1], [.. Enumerable.Repeat(scale.Factor, channels)]);
        var bias = OnnxTensor.Of([.. Enumerable.Repeat(scale.Summand, channels)]);
        return new(Convolution.Kind, [input, graph.Hold(weights), graph.Hold(bias)], scale.Output, OnnxAttribute.Of("group", channels));
    }
}
