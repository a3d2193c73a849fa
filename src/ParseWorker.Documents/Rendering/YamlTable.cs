using ParseWorker.Core.Storage;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ParseWorker.Documents.Rendering;

/// <summary>
/// Writes a table as a fenced YAML block of the JSON block's shape. Every cell is quoted: unquoted, a reader would take
/// <c>no</c> for false and <c>1.10</c> for 1.1.
/// </summary>
internal static class YamlTable
{
    private static readonly EmitterSettings Settings = new EmitterSettings().WithBestWidth(int.MaxValue);

    public static string Write(TableGrid grid)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var yaml = new Emitter(text, Settings);
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart(null, null, isImplicit: true));
        yaml.Emit(new MappingStart());
        Key("columns", yaml);
        Row(grid.ColumnNames, yaml);
        Key("rows", yaml);
        yaml.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Block));
        foreach (var row in grid.Body) Row(row, yaml);
        yaml.Emit(new SequenceEnd());
        yaml.Emit(new MappingEnd());
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        return $"```yaml\n{text.ToString().TrimEnd('\n')}\n```";
    }

    private static void Key(string name, Emitter yaml) => yaml.Emit(new Scalar(name));

    private static void Row(IReadOnlyList<string> cells, Emitter yaml)
    {
        yaml.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Flow));
        foreach (var cell in cells)
        {
            var text = StorableText.Of(InlineWriter.Write(cell, InlineForm.Value));
            yaml.Emit(new Scalar(null, null, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
        }
        yaml.Emit(new SequenceEnd());
    }
}
