using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace ParseWorker.Api.Tests.Reference;

/// <summary>A client that NSwag writes from an OpenAPI document, compiled together with a program that uses it.</summary>
internal static class GeneratedClient
{
    /// <summary>Writes the client, namespace <c>Generated</c>, and compiles it; a document that makes no valid C# fails with its
    /// errors.</summary>
    /// <param name="document">The OpenAPI document as JSON.</param>
    /// <param name="program">C# that uses the client.</param>
    public static async Task<Assembly> CompileAsync(string document, string program)
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = "Client" };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        var client = new CSharpClientGenerator(
            await OpenApiDocument.FromJsonAsync(document, TestContext.Current.CancellationToken), settings).GenerateFile();

        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create(
            "generated_client",
            [Parse(client), Parse(program)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(
                assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.ToString()));
        return Assembly.Load(assembly.ToArray());
    }

    private static SyntaxTree Parse(string source) =>
        CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
