using Google.Protobuf;
using Onnx;

namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>The layers of an ONNX file, to be changed.</summary>
internal sealed class NetworkGraph
{
    private const string Constant = "Constant";

    private readonly ModelProto _model;
    private readonly Dictionary<string, Weights?> _constants;
    private readonly HashSet<string> _results;

    /// <exception cref="InvalidProtocolBufferException">The file is no protobuf message.</exception>
    /// <exception cref="InvalidDataException">The message is no network.</exception>
    public NetworkGraph(byte[] file)
    {
        _model = ModelProto.Parser.ParseFrom(file);
        var graph = _model.Graph ?? throw new InvalidDataException("The file holds no network.");
        Layers = [.. graph.Node];
        _results = [.. graph.Output.Select(output => output.Name)];
        _constants = Layers.Where(layer => layer.OpType == Constant)
            .ToDictionary(layer => layer.Output[0], layer => Attribute(layer, "value")?.T is { } tensor ? Weights.Of(tensor) : null);
        foreach (var tensor in graph.Initializer) _constants[tensor.Name] = Weights.Of(tensor);
    }

    /// <summary>In the order they run in.</summary>
    public List<NodeProto> Layers { get; }

    /// <summary>The layers that take a value; none when the value is one of the network's results.</summary>
    public IReadOnlyList<NodeProto> Users(string value) =>
        _results.Contains(value) ? [] : Layers.FindAll(layer => layer.Input.Contains(value));

    /// <summary>The layer whose output a value is; null for the network's input.</summary>
    public NodeProto? Source(string value) => Layers.Find(layer => layer.Output.Contains(value));

    /// <summary>The floats of a name that the network holds; null when there are none.</summary>
    public Weights? Find(string name) => _constants.GetValueOrDefault(name);

    /// <summary>The same, when it is a single number.</summary>
    public float? Number(string name) => Find(name) is { Values: [var number] } ? number : null;

    /// <summary>Adds numbers to what the network holds.</summary>
    /// <returns>Their name.</returns>
    public string Hold(Weights weights)
    {
        var name = $"held.{_constants.Count}";
        _constants.Add(name, weights);
        var value = new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = weights.ToTensor() };
        Layers.Insert(0, Layer(Constant, [], name, value));
        return name;
    }

    /// <summary>The file; numbers that no layer takes any more are left out.</summary>
    public byte[] Write()
    {
        var taken = Layers.SelectMany(layer => layer.Input).Concat(_results).ToHashSet();
        _model.Graph.Node.Clear();
        _model.Graph.Node.AddRange(Layers.Where(layer => layer.OpType != Constant || taken.Contains(layer.Output[0])));
        return _model.ToByteArray();
    }

    /// <param name="kind">What ONNX calls it: Conv, Mul.</param>
    /// <param name="inputs">The names of what it takes.</param>
    /// <param name="output">The name of what it gives.</param>
    /// <param name="attributes">How it works.</param>
    public static NodeProto Layer(string kind, string[] inputs, string output, params AttributeProto[] attributes) =>
        new() { OpType = kind, Input = { inputs }, Output = { output }, Attribute = { attributes } };

    /// <summary>One of a layer's attributes; null when it has none of that name.</summary>
    public static AttributeProto? Attribute(NodeProto layer, string name) =>
        layer.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };
}
