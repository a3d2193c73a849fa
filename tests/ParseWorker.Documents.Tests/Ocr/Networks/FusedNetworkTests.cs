using Microsoft.ML.OnnxRuntime;
using ParseWorker.Documents.Ocr.Networks;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Documents.Tests.Ocr.Networks;

[Trait("Needs", "Ocr")]
public sealed class FusedNetworkTests
{
    /// <summary>File, rows and columns of an image that it takes.</summary>
    public static TheoryData<string, int, int> Networks() =>
        new() { { "*det*.onnx", 96, 160 }, { "*rec*.onnx", 48, 168 }, { "*cls*.onnx", 48, 192 } };

    [Theory, MemberData(nameof(Networks))]
    public void Of_Network_GivesTheSame(string pattern, int rows, int columns)
    {
        var file = FileOf(pattern);
        var (before, after) = (Run(file, rows, columns), Run(FusedNetwork.Of(file), rows, columns));
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Theory]
    [InlineData("*det*.onnx")]
    [InlineData("*rec*.onnx")]
    public void Of_BlocksOfLcNet_AreConvolutionsAndHardSigmoids(string pattern)
    {
        var (before, after) = (Kinds(FileOf(pattern)), Kinds(FusedNetwork.Of(FileOf(pattern))));
        Assert.True(before["Clip"] >= 24);
        Assert.Equal(0, after.GetValueOrDefault("Clip"));
        Assert.True(after["HardSigmoid"] >= before["Clip"]);
        // Of nine layers of a block, a convolution, a hard sigmoid and a product are left, and a scale where it cannot go elsewhere.
        Assert.True(after.Values.Sum() <= before.Values.Sum() - 5 * before["Clip"]);
    }

    [Fact]
    public void Of_WhatIsNoNetwork_IsTheFile()
    {
        byte[] file = [.. "This is text, and no protobuf message."u8];
        Assert.Same(file, FusedNetwork.Of(file));
    }

    [Fact]
    public void Of_MessageWithoutALayer_IsTheFile()
    {
        byte[] file = [];
        Assert.Same(file, FusedNetwork.Of(file));
    }

    [Theory]
    [InlineData(0x08)]
    [InlineData(0x3A, 5, 1, 2)]
    [InlineData(0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)]
    public void Of_MessageThatBreaksOff_IsTheFile(params int[] message)
    {
        byte[] file = [.. message.Select(value => (byte)value)];
        Assert.Same(file, FusedNetwork.Of(file));
    }

    [Fact]
    public void Of_NetworkRewrittenAlready_ChangesNothingMore()
    {
        var fused = FusedNetwork.Of(FileOf("*rec*.onnx"));
        Assert.Equal(Kinds(fused), Kinds(FusedNetwork.Of(fused)));
    }

    private static byte[] FileOf(string pattern) => File.ReadAllBytes(Assert.Single(Directory.GetFiles(OcrModelFiles.Folder, pattern)));

    private static Dictionary<string, int> Kinds(byte[] file) =>
        new NetworkGraph(file).Layers.Where(layer => layer.OpType != "Constant").CountBy(layer => layer.OpType).ToDictionary();

    private static float[] Run(byte[] file, int rows, int columns)
    {
        using var session = new InferenceSession(file);
        var random = new Random(3);
        var image = Enumerable.Range(0, 3 * rows * columns).Select(_ => 2 * random.NextSingle() - 1).ToArray();
        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 3, rows, columns]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, [session.InputNames[0]], [input], [session.OutputNames[0]]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
