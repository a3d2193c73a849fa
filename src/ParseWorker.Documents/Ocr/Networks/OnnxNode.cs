namespace ParseWorker.Documents.Ocr.Networks;

/// <summary>A layer of a network: ONNX's NodeProto.</summary>
internal sealed class OnnxNode
{
    private const int Input = 1;
    private const int Output = 2;
    private const int Operator = 4;
    private const int Attribute = 5;

    private readonly List<WireField> _rest;

    public OnnxNode(ReadOnlyMemory<byte> message)
    {
        var fields = WireFormat.Read(message);
        Inputs = [.. fields.Where(field => field.Number == Input).Select(field => field.Text)];
        Outputs = [.. fields.Where(field => field.Number == Output).Select(field => field.Text)];
        Kind = fields.Find(field => field.Number == Operator).Text;
        _rest = fields.FindAll(field => field.Number is not (Input or Output));
    }

    /// <param name="kind">What ONNX calls it.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="attributes">How it works.</param>
    public OnnxNode(string kind, IEnumerable<string> inputs, string output, params OnnxAttribute[] attributes)
    {
        (Kind, Inputs, Outputs) = (kind, [.. inputs], [output]);
        _rest = [WireField.Of(Operator, kind), .. attributes.Select(attribute => WireField.Of(Attribute, attribute.Write()))];
    }

    /// <summary>What ONNX calls it: Conv, Mul.</summary>
    public string Kind { get; }

    /// <summary>The names of what it takes.</summary>
    public List<string> Inputs { get; }

    /// <summary>The names of what it gives.</summary>
    public List<string> Outputs { get; }

    /// <summary>One of its attributes, or null.</summary>
    public OnnxAttribute? Find(string name) =>
        _rest.Where(field => field.Number == Attribute).Select(field => new OnnxAttribute(WireFormat.Read(field.Bytes))).FirstOrDefault(attribute => attribute.Name == name);

    public byte[] Write() => WireFormat.Write([.. Inputs.Select(name => WireField.Of(Input, name)), .. Outputs.Select(name => WireField.Of(Output, name)), .. _rest]);
}
