using Onnx;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>A convolution that can absorb an <see cref="Affine"/> before or after it.</summary>
internal sealed class Convolution
{
    public const string Kind = "Conv";

    private readonly NodeProto _layer;
    private readonly NetworkGraph _graph;
    private readonly Weights _weights;
    private readonly float[] _bias;

    private Convolution(NodeProto layer, NetworkGraph graph, Weights weights, float[] bias) =>
        (_layer, _graph, _weights, _bias) = (layer, graph, weights, bias);

    /// <summary>Channels of its output.</summary>
    public int Channels => (int)_weights.Shape[0];

    /// <summary>A layer as a convolution; null when it is of another kind, or the file does not hold its weights.</summary>
    public static Convolution? Of(NodeProto layer, NetworkGraph graph)
    {
        if (layer.OpType != Kind || graph.Find(layer.Input[1]) is not { Shape.Length: > 1 } weights) return null;
        var bias = layer.Input.Count > 2 ? graph.Find(layer.Input[2])?.Values : new float[weights.Shape[0]];
        return bias is null ? null : new(layer, graph, weights, bias);
    }

    /// <summary>Absorbs what follows.</summary>
    public void AbsorbAfter(Affine affine)
    {
        Change(affine.Factor, Array.ConvertAll(_bias, value => value * affine.Factor + affine.Summand));
        _layer.Output[0] = affine.Output;
    }

    /// <summary>Absorbs what comes before, unless the convolution pads its input: nothing is added to the padding's zeros.</summary>
    /// <returns>Whether it did.</returns>
    public bool TryAbsorbBefore(Affine affine, string input)
    {
        if (_layer.Input[0] != affine.Output || Pads) return false;
        var filter = _weights.Values.Length / Channels;
        Change(affine.Factor,
            [.. _bias.Select((value, channel) =>
                value + affine.Summand * _weights.Values.AsSpan(channel * filter, filter).ToArray().Sum())]);
        _layer.Input[0] = input;
        return true;
    }

    private bool Pads =>
        NetworkGraph.Attribute(_layer, "auto_pad") is not null || NetworkGraph.Attribute(_layer, "pads")?.Ints.Any(pad => pad != 0) == true;

    private void Change(float factor, float[] bias)
    {
        var weights = _graph.Hold(_weights with { Values = Array.ConvertAll(_weights.Values, weight => weight * factor) });
        while (_layer.Input.Count > 1) _layer.Input.RemoveAt(1);
        _layer.Input.Add(weights);
        _layer.Input.Add(_graph.Hold(Weights.OfChannels(bias)));
    }
}
