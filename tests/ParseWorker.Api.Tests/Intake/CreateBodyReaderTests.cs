using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;

namespace ParseWorker.Api.Tests.Intake;

public sealed class CreateBodyReaderTests
{
    private static readonly Gen<byte[]> AnyDocument = Gen.Byte.Array[1, 200];

    [Fact]
    public async Task Read_CutAtEveryByte_GivesTheSameDocumentAndEnvelope()
    {
        const string Body = """
            { "a": ["}", {"document": {"url": "data:,no"}}], "model": "retab-\u006dicro", "url": "data:,no",
              "\u0064ocument" : { "content": null, "filename": "r\u00e9sum\u00E9 \ud83d\ude00\"\\.txt", "x": {"url": "data:,no"},
              "\u0075rl" :"data:text\/plain;charset=utf-8;BASE64,aGVs\u002FbG\/ d29\n ybGQ%3D"} , "background":true}
            """;
        var expected = Convert.FromBase64String("aGVs/bG/d29ybGQ=");
        for (var cut = 0; cut < Encoding.UTF8.GetByteCount(Body); cut++)
        {
            var read = await Pieces.ReadAsync(Body, cut, cut + 1);

            Assert.Equal(expected, read.Document);
            Assert.Equal("résumé 😀\"\\.txt", read.Body.Document?.Filename);
            Assert.Equal("", read.Body.Document?.Url);
            Assert.Equal("retab-micro", read.Body.Model);
            Assert.True(read.Body.Background);
        }
    }

    [Fact]
    public void Read_AnyDocumentHoweverEncodedAndCut_GivesItsBytes()
    {
        var encodings = Gen.OneOf<Func<byte[], string>>(
            document => "\"url\":\"data:;base64," + Convert.ToBase64String(document) + "\"",
            document => "\"url\":\"data:;base64," + Convert.ToBase64String(document).Replace("/", "\\/", StringComparison.Ordinal) + "\"",
            document => "\"url\":\"data:;base64," + Convert.ToBase64String(document).TrimEnd('=') + "\"",
            document => "\"url\":\"data:;base64," + Uri.EscapeDataString(Convert.ToBase64String(document)) + "\"",
            document => "\"url\":\"data:x/y," + string.Concat(document.Select(octet => $"%{octet:x2}")) + "\"",
            document => "\"content\":"
                + JsonSerializer.Serialize(Convert.ToBase64String(document, Base64FormattingOptions.InsertLineBreaks)));

        Gen.Select(AnyDocument, encodings, Gen.Int[0, 700].Array[0, 12]).Sample(
            (document, encode, cuts) =>
            {
                var body = "{\"document\":{\"filename\":\"a\"," + encode(document) + "}}";
                return Pieces.ReadAsync(body, cuts).GetAwaiter().GetResult().Document.SequenceEqual(document);
            },
            iter: 2_000);
    }

    [Trait("Needs", "Time")]
    [Fact]
    public void Read_AnyJson_IsAcceptedExactlyWhenAParserAcceptsIt()
    {
        // Bodies of the characters that steer the scanner; the word keeps its own path in reach.
        var characters = Gen.OneOf("{", "}", "[", "]", ":", ",", "\"", "\\", "\"document\"", "\"url\"", "\"data:,x\"", "1", " ", "null");
        characters.Array[0, 14].Sample(
            parts =>
            {
                var body = "{\"document\":{\"url\":\"data:,x\"}," + string.Concat(parts) + "}";
                var readable = IsReadable(body);
                return readable ? IsJson(body, repeatedFields: true) : !IsJson(body, repeatedFields: false);
            },
            iter: 5_000);
    }

    [Fact]
    public async Task Read_DocumentOverTheCap_IsRefusedWith413()
    {
        var body = "{\"document\":{\"filename\":\"a\",\"url\":\"data:;base64," + Convert.ToBase64String(new byte[1025]) + "\"}}";

        var error = await Pieces.RefuseAsync(body, maxBytes: 1024);

        Assert.Equal((413, "document_too_large"), (error.Status, error.Code));
    }

    [Fact]
    public async Task Read_DocumentAtTheCap_IsTaken()
    {
        var body = "{\"document\":{\"filename\":\"a\",\"url\":\"data:;base64," + Convert.ToBase64String(new byte[1024]) + "\"}}";

        Assert.Equal(1024, (await Pieces.ReadAsync(Encoding.UTF8.GetBytes(body), maxBytes: 1024)).Document.Length);
    }

    [Fact]
    public async Task Read_EnvelopeOverOneMebibyte_IsRefusedWith413()
    {
        int[] cuts = [.. Enumerable.Range(1, 600).Select(n => n * 2000)];

        var error = await Pieces.RefuseAsync("{\"instructions\":\"" + new string('a', 1024 * 1024) + "\"}", 1024, cuts);

        Assert.Equal((413, "request_too_large"), (error.Status, error.Code));
    }

    [Fact]
    public async Task Read_WhiteSpaceWithoutEndInTheDocument_IsRefusedWith413()
    {
        var body = "{\"document\":{\"content\":\"" + new string(' ', 2 * 1024 * 1024);

        var error = await Pieces.RefuseAsync(body, maxBytes: 1024);

        Assert.Equal((413, "request_too_large"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("null", "null")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{\"document\"}", "not valid JSON")]
    [InlineData("{\"document\":{\"url\":\"data:,x", "not valid JSON")]
    [InlineData("{\"document\":{\"url\":\"data:,x\"}", "not valid JSON")]
    [InlineData("}}}}{\"document\":{\"url\":\"data:,x\"}}", "not valid JSON")]
    [InlineData("{\"model\":\"\\q\"}", "backslash")]
    [InlineData("{\"model\":\"\\u12g4\"}", "hexadecimal")]
    [InlineData("{\"model\":\"\\ud800\"}", "surrogate")]
    [InlineData("{\"model\":\"\\ud800x\"}", "surrogate")]
    [InlineData("{\"model\":\"\\udc00\"}", "surrogate")]
    [InlineData("{\"model\":\"a\nb\"}", "control character")]
    [InlineData("{\"model\":1}", "'model'")]
    [InlineData("{\"background\":\"yes\"}", "'background'")]
    [InlineData("{\"image_resolution_dpi\":\"many\"}", "'image_resolution_dpi'")]
    [InlineData("{\"document\":\"a.pdf\"}", "'document'")]
    [InlineData("{\"document\":{\"url\":7}}", "'document.url'")]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"}", "'model'")]
    public async Task Read_BrokenBody_IsRefusedWithASentence(string body, string word)
    {
        var error = await Pieces.RefuseAsync(body);

        Assert.Equal((422, "invalid_json"), (error.Status, error.Code));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"url\":\"data:application/pdf\"", "invalid_data_url")]
    [InlineData("\"url\":\"data:,%4\"", "invalid_data_url")]
    [InlineData("\"url\":\"data:,%zz\"", "invalid_data_url")]
    [InlineData("\"url\":\"data:;base64,A\"", "invalid_base64")]
    [InlineData("\"url\":\"data:;base64,QUJD=\"", "invalid_base64")]
    [InlineData("\"url\":\"data:;base64,QQ=\"", "invalid_base64")]
    [InlineData("\"url\":\"data:;base64,QQ===\"", "invalid_base64")]
    [InlineData("\"url\":\"data:;base64,QQ==QQ==\"", "invalid_base64")]
    [InlineData("\"url\":\"data:;base64,Q=Q=\"", "invalid_base64")]
    [InlineData("\"url\":\"data:;base64,QU!D\"", "invalid_base64")]
    [InlineData("\"content\":\"QU!D\"", "invalid_base64")]
    [InlineData("\"content\":\"QUJD\",\"url\":\"data:,x\"", "invalid_request")]
    public async Task Read_BadDocumentString_IsRefusedWhereverItIsCut(string field, string code)
    {
        var body = "{\"document\":{" + field + "}}";
        for (var cut = 0; cut < body.Length; cut++)
            Assert.Equal(code, (await Pieces.RefuseAsync(body, 1024, cut)).Code);
    }

    [Theory]
    [InlineData("https://example.com/a,b.pdf", "https://example.com/a,b.pdf")]
    [InlineData("gs://bucket/a%zz.pdf", "gs://bucket/a%zz.pdf")]
    [InlineData("a.pdf", "a.pdf")]
    public async Task Read_OtherUrl_IsReportedNotDecoded(string url, string start)
    {
        var read = await Pieces.ReadAsync("{\"document\":{\"filename\":\"a\",\"url\":\"" + url + "\"}}", 30, 40);

        Assert.Equal(start, read.OtherUrl);
        Assert.Empty(read.Document);
    }

    [Fact]
    public async Task Read_LongOtherUrl_IsReportedNotDecoded()
    {
        var read = await Pieces.ReadAsync("{\"document\":{\"url\":\"https://example.com/" + new string('a', 100_000) + "\"}}");

        Assert.StartsWith("https://", read.OtherUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusedInTheMiddle_LeavesTheRestToBeDrained()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync("{\"document\":{\"url\":\"data:;base64,!!!!"u8.ToArray(), TestContext.Current.CancellationToken);
        var options = Options.Create(new DocumentOptions());
        using var directory = new SpoolDirectory(options);

        await Assert.ThrowsAsync<RefusedException>(() =>
            new CreateBodyReader(directory, options).ReadAsync(pipe.Reader, CancellationToken.None));
        await pipe.Writer.CompleteAsync();

        Assert.True((await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken)).IsCompleted);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"document\":null}")]
    [InlineData("{\"document\":{}}")]
    [InlineData("{\"document\":{\"url\":null,\"content\":null}}")]
    [InlineData("{\"document\":{\"url\":\"\",\"content\":\"\"}}")]
    public async Task Read_NoDocument_SaysSo(string body) => Assert.False((await Pieces.ReadAsync(body)).HasDocument);

    [Fact]
    public async Task Read_EmptyUrlBesideContent_TakesTheContent() =>
        Assert.Equal("ABC"u8.ToArray(), (await Pieces.ReadAsync("{\"document\":{\"url\":\"\",\"content\":\"QUJD\"}}")).Document);

    [Fact]
    public async Task Read_NotUtf8_IsRefused()
    {
        var body = "{\"model\":\"?\"}"u8.ToArray();
        body[10] = 0xFF;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Pieces.ReadAsync(body, 1024));

        Assert.Contains("UTF-8", refused.Message, StringComparison.Ordinal);
    }

    private static bool IsReadable(string body)
    {
        try
        {
            Pieces.ReadAsync(body).GetAwaiter().GetResult();
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    private static bool IsJson(string body, bool repeatedFields)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = repeatedFields });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
