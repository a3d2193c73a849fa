namespace ParseWorker.Testing.Documents;

/// <summary>The cipher of old PDFs; .NET has none.</summary>
internal static class Rc4
{
    public static byte[] Apply(byte[] key, byte[] data)
    {
        var state = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        for (int at = 0, swap = 0; at < 256; at++)
        {
            swap = (swap + state[at] + key[at % key.Length]) & 255;
            (state[at], state[swap]) = (state[swap], state[at]);
        }
        var result = new byte[data.Length];
        for (int at = 0, left = 0, right = 0; at < data.Length; at++)
        {
            left = (left + 1) & 255;
            right = (right + state[left]) & 255;
            (state[left], state[right]) = (state[right], state[left]);
            result[at] = (byte)(data[at] ^ state[(state[left] + state[right]) & 255]);
        }
        return result;
    }
}
