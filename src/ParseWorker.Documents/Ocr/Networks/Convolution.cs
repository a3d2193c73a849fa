namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>A layer that convolves, and takes up what is multiplied and added before or behind it.</summary>
internal sealed class Convolution
{
    public const string Kind = "Conv";

    private readonly OnnxNode _node;
    private readonly OnnxGraph _graph;
    private readonly OnnxTensor _weights;
    private readonly float[] _bias;

    private Convolution(OnnxNode node, OnnxGraph graph, OnnxTensor weights, float[] bias) => (_node, _graph, _weights, _bias) = (node, graph, weights, bias);

    public int Channels => (int)_weights.Shape[0];

    /// <summary>A layer as one; null when it is another kind of layer, or one whose weights are not held.</summary>
    public static Convolution? Of(OnnxNode node, OnnxGraph graph)
    {
        if (node.Kind != Kind || graph.Find(node.Inputs[1]) is not { Shape.Length: > 1 } weights) return null;
        var bias = node.Inputs.Count > 2 ? graph.Find(node.Inputs[2])?.Values : new float[weights.Shape[0]];
        return bias is null ? null : new(node, graph, weights, bias);
    }

    /// <summary>Takes up what comes behind it.</summary>
    public void TakeUpBehind(Affine affine)
    {
        Change(affine.Factor, Array.ConvertAll(_bias, value => value * affine.Factor + affine.Summand));
        _node.Outputs[0] = affine.Output;
    }

    /// <summary>Takes up what comes before it. Not where it sets zeros around its picture: those are added to nothing.</summary>
    public bool TakesUpBefore(Affine affine, string input)
    {
        if (_node.Inputs[0] != affine.Output || _node.Find("auto_pad") is not null || _node.Find("pads")?.Integers.Any(pad => pad != 0) == true) return false;
        var filter = _weights.Values.Length / Channels;
        Change(affine.Factor, [.. _bias.Select((value, channel) => value + affine.Summand * _weights.Values.AsSpan(channel * filter, filter).ToArray().Sum())]);
        _node.Inputs[0] = input;
        return true;
    }

    private void Change(float factor, float[] bias)
    {
        var weights = _graph.Hold(_weights with { Values = Array.ConvertAll(_weights.Values, weight => weight * factor) });
        _node.Inputs.RemoveRange(1, _node.Inputs.Count - 1);
        _node.Inputs.AddRange([weights, _graph.Hold(OnnxTensor.Of(bias))]);
    }
}
