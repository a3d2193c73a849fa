using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>
/// Writes a one-page PDF under a password: the standard security handler's oldest form (PDF 1.7 reference, §3.5.2, revision 2).
/// </summary>
public static class EncryptedPdf
{
    private const int KeyBytes = 5;
    private const int ContentObject = 5;
    private const int Permissions = -4;

    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");
    private static readonly byte[] Id = Encoding.ASCII.GetBytes("0123456789abcdef");

    /// <summary>A PDF whose page says <paramref name="text"/>; with an empty password every reader opens it.</summary>
    public static byte[] Make(string userPassword, string text = "Secret text")
    {
        var owner = Rc4.Apply(Hash(Padded("owner"))[..KeyBytes], Padded(userPassword));
        var key = Key(userPassword, owner);
        var content = Rc4.Apply(ObjectKey(key), Encoding.ASCII.GetBytes($"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"));
        return RawPdf.Make(
            trailer: $"/Root 1 0 R /Encrypt 6 0 R /ID [<{Convert.ToHexString(Id)}> <{Convert.ToHexString(Id)}>]",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            RawPdf.Stream(content),
            $"<< /Filter /Standard /V 1 /R 2 /P {Permissions} /O <{Convert.ToHexString(owner)}> /U "
            + $"<{Convert.ToHexString(Rc4.Apply(key, Padding))}> >>");
    }

    private static byte[] Key(string password, byte[] owner)
    {
        var permissions = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, Permissions);
        return Hash([.. Padded(password), .. owner, .. permissions, .. Id])[..KeyBytes];
    }

    private static byte[] ObjectKey(byte[] key) => Hash([.. key, ContentObject, 0, 0, 0, 0])[..(KeyBytes + 5)];

    private static byte[] Padded(string password) => [.. Encoding.Latin1.GetBytes(password).Concat(Padding).Take(Padding.Length)];

#pragma warning disable CA5351 // The format prescribes MD5.
    private static byte[] Hash(byte[] data) => MD5.HashData(data);
#pragma warning restore CA5351
}
