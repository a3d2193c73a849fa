using System.Text;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Core.Tests.Sniffing;

public sealed class TextEncodingTests
{
    [Fact]
    public void IsWestern_OfRandomBytesWithoutControls_IsFalse()
    {
        var random = new Random(7);

        var taken = Enumerable.Range(0, 1000).Count(_ => TextEncoding.IsWestern(Junk(random, 32)));

        Assert.InRange(taken, 0, 20);
    }

    [Theory]
    [InlineData("Größe und Übermut, ein Text ohne Kennung.")]
    [InlineData("ÄÖÜ")]
    [InlineData("10 € – 20 € „am Tag“, das kostet’s…")]
    [InlineData("± 0,5 µm · 3 m² à 20 °C")]
    [InlineData("¿Qué? ¡Sí! ½ kg de «jamón»")]
    [InlineData("Š ž Œ are rare, and yet this is a sentence of a text.")]
    public void IsWestern_OfText_IsTrue(string text)
    {
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

        Assert.True(TextEncoding.IsWestern(western.GetBytes(text)));
    }

    /// <summary>The hardest kind: everything that is not a control character.</summary>
    private static byte[] Junk(Random random, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var value = (byte)random.Next(0x20, 0x100);
            if (value != 0x7F) bytes[at++] = value;
        }

        return bytes;
    }
}
