using System.Globalization;
using System.Runtime.InteropServices;

namespace ParseWorker.FaultyHost;

/// <summary>
/// What a program that has taken the host over may do: call any function of libc. A function's name and its arguments: numbers,
/// <c>buffer</c> for zeroed memory, <c>text:</c> for a string, <c>open:</c> for a file to read.
/// </summary>
internal static class LibraryCall
{
    private const int MostArguments = 6;
    private const int BufferBytes = 4096;

    private static readonly nint Library = NativeLibrary.Load("libc.so.6");

    /// <returns>The error's number, or <c>done</c>.</returns>
    public static string Make(string line) =>
        Call(line) is (-1, var error) ? error.ToString(CultureInfo.InvariantCulture) : "done";

    /// <returns>What the function answered: most answer an int, and what is above its bits means nothing then. And the error.</returns>
    public static unsafe (int Answer, int Error) Call(string line)
    {
        var words = line.Split(' ');
        var arguments = words.Skip(1).Select(Value).Concat(Enumerable.Repeat<nint>(0, MostArguments)).ToArray();
        var function =
            (delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, nint, nint, nint>)NativeLibrary.GetExport(Library, words[0]);
        Marshal.SetLastSystemError(0);
        var answer = (int)function(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        return (answer, Marshal.GetLastSystemError());
    }

    private static unsafe nint Value(string word) => word switch
    {
        "buffer" => (nint)NativeMemory.AllocZeroed(BufferBytes),
        _ when word.StartsWith("open:", StringComparison.Ordinal) => File.OpenHandle(word["open:".Length..]).DangerousGetHandle(),
        _ when word.StartsWith("text:", StringComparison.Ordinal) => Marshal.StringToCoTaskMemUTF8(word["text:".Length..]),
        _ => nint.Parse(word, CultureInfo.InvariantCulture),
    };
}
