using System.Text;
using System.Text.Json.Nodes;

namespace ParseWorker.Api.Tests.Wire;

/// <summary>Breaks JSON, the same way for the same seed: values of other kinds in its places, or its bytes shuffled.</summary>
internal sealed class JsonMutator(int seed)
{
    private const string Marker = "here-goes-a-value";

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e999", "-0.0", "2147483648", "123456789012345678901234567890", "\"\"", "\" \"",
        "[]", "{}", "[null]", "{\"\":{}}", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uffff\"", "\"a\\nb\"", "\"true\"",
        "\"192\"", "\"%00\"", "\"data:\"", "\"data:,\"", "\"data:;base64,====\"", "\"data:;base64,AAECAw==\"", "\"data:,%zz%\"",
        "\"data:application/pdf;base64,JVBERi0xLjQK\"", "\"https://storage.retab.com/\"", "\"https://[::1]/\"", "\"http://\"",
        "\"file_01ARZ3NDEKTSV4RRFFQ69G5FAV\"", "\"prs_01ARZ3NDEKTSV4RRFFQ69G5FAV\"", "\"2020-13-45\"", "\"retab-large\"", "\"'; --\"",
        $"\"{new string('a', 70_000)}\"", $"{new string('[', 70)}{new string(']', 70)}", "\"\\u202e\\u0007\\u001b[31m\"", "NaN", "'a'", "",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A broken copy, of one to three faults; some are still as the contract says.</summary>
    public byte[] Mutate(string json)
    {
        var text = json;
        if (_random.Next(4) > 0) text = Replace(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var faults = _random.Next(3); faults > 0; faults--) bytes = Shuffle(bytes);
        return bytes;
    }

    /// <summary>Any bytes.</summary>
    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public int Next(int below) => _random.Next(below);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>Another value, another name, or none, somewhere in the tree.</summary>
    private string Replace(string json)
    {
        var root = JsonNode.Parse(json)!;
        var holder = Pick(Objects(root).ToList());
        var name = Pick(holder.Select(property => property.Key).Append("unknown").ToList());
        switch (_random.Next(5))
        {
            case 0:
                holder.Remove(name);
                return root.ToJsonString();
            case 1:
                // The same name twice.
                holder[Marker] = 0;
                return root.ToJsonString().Replace(Marker, name, StringComparison.Ordinal);
            default:
                holder[name] = Marker;
                return root.ToJsonString().Replace($"\"{Marker}\"", Pick(Values), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode root)
    {
        if (root is not JsonObject holder) yield break;
        yield return holder;
        foreach (var inner in holder.Select(property => property.Value).OfType<JsonObject>()) yield return inner;
    }

    private byte[] Shuffle(byte[] bytes)
    {
        if (bytes.Length == 0) return Bytes(_random.Next(1, 5));
        var at = _random.Next(bytes.Length);
        switch (_random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                return bytes[..at];
            case 2:
                return [.. bytes[..at], .. Bytes(_random.Next(1, 9)), .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + _random.Next(1, 20))..]];
            default:
                return [.. bytes, .. bytes[at..]];
        }
    }
}
