namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>The layers of a network, to be changed: ONNX's ModelProto and the GraphProto in it.</summary>
internal sealed class OnnxGraph
{
    private const int Graph = 7;
    private const int Node = 1;
    private const int Initializer = 5;
    private const int Result = 12;

    /// <summary>The name of a tensor and of a value: TensorProto's and ValueInfoProto's fields.</summary>
    private const int TensorName = 8;
    private const int ValueName = 1;

    private const string Constant = "Constant";

    private readonly List<WireField> _model;
    private readonly List<WireField> _rest;
    private readonly Dictionary<string, OnnxTensor?> _constants;
    private readonly HashSet<string> _results;

    /// <exception cref="InvalidDataException">It is no network.</exception>
    public OnnxGraph(ReadOnlyMemory<byte> file)
    {
        _model = WireFormat.Read(file);
        var fields = WireFormat.Read(_model.Find(field => field.Number == Graph).Bytes);
        Nodes = [.. fields.Where(field => field.Number == Node).Select(field => new OnnxNode(field.Bytes))];
        _rest = fields.FindAll(field => field.Number != Node);
        _results = [.. _rest.Where(field => field.Number == Result).Select(field => NameIn(field, ValueName))];
        _constants = Nodes.Where(node => node.Kind == Constant).ToDictionary(node => node.Outputs[0], node => node.Find("value")?.Tensor);
        foreach (var field in _rest.Where(field => field.Number == Initializer)) _constants[NameIn(field, TensorName)] = OnnxTensor.Read(field.Bytes);
    }

    /// <summary>In the order they run in.</summary>
    public List<OnnxNode> Nodes { get; }

    /// <summary>Those that take a value, when nobody outside wants it.</summary>
    public IReadOnlyList<OnnxNode> Users(string name) => _results.Contains(name) ? [] : Nodes.FindAll(node => node.Inputs.Contains(name));

    /// <summary>The floats of that name that the network holds, or null.</summary>
    public OnnxTensor? Find(string name) => _constants.GetValueOrDefault(name);

    /// <summary>The same, when it is a single number.</summary>
    public float? Number(string name) => Find(name) is { Values: [var number] } ? number : null;

    /// <summary>Adds numbers to what the network holds.</summary>
    /// <returns>Their name.</returns>
    public string Hold(OnnxTensor tensor)
    {
        var name = $"held.{_constants.Count}";
        _constants.Add(name, tensor);
        Nodes.Insert(0, new(Constant, [], name, OnnxAttribute.Of("value", tensor)));
        return name;
    }

    /// <summary>The file; numbers that nobody takes any more are left out.</summary>
    public byte[] Write()
    {
        var taken = Nodes.SelectMany(node => node.Inputs).Concat(_results).ToHashSet();
        var nodes = Nodes.Where(node => node.Kind != Constant || taken.Contains(node.Outputs[0])).Select(node => WireField.Of(Node, node.Write()));
        var graph = WireField.Of(Graph, WireFormat.Write([.. nodes, .. _rest]));
        return WireFormat.Write(_model.Select(field => field.Number == Graph ? graph : field));
    }

    private static string NameIn(WireField message, int number) => WireFormat.Read(message.Bytes).Find(field => field.Number == number).Text;
}
