using System.Globalization;
using System.Security.Cryptography;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>
/// A password as it may lie in a configuration: with a salt of its own, and slow to try (PBKDF2 with HMAC-SHA-256, RFC 8018). Written
/// without a character that shells or compose files would expand: <c>pbkdf2-sha256:600000:salt:hash</c>, the last two in Base64.
/// </summary>
internal sealed class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";

    /// <summary>What OWASP's Password Storage Cheat Sheet asks for: some tenths of a second.</summary>
    private const int Iterations = 600_000;

    private const int FewestIterations = 100_000;
    private const int MostIterations = 10_000_000;
    private const int Length = 32;
    private const int ShortestSalt = 16;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) => (_iterations, _salt, _hash) = (iterations, salt, hash);

    /// <summary>A hash that no password has, as slow to try as any.</summary>
    public static PasswordHash OfNobody { get; } =
        new(Iterations, RandomNumberGenerator.GetBytes(ShortestSalt), RandomNumberGenerator.GetBytes(Length));

    /// <summary>Hashes a password, with a new salt each time.</summary>
    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(ShortestSalt);
        return new(Iterations, salt, Derive(password, salt, Iterations));
    }

    /// <summary>
    /// Reads what <see cref="ToString"/> wrote, or another program with 100,000 to 10,000,000 iterations and a salt of 16 bytes or more;
    /// null for anything else.
    /// </summary>
    public static PasswordHash? Parse(string text)
    {
        var parts = text.Split(':');
        return parts is [Scheme, var count, var salt, var hash]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            && iterations is >= FewestIterations and <= MostIterations
            && Bytes(salt) is { Length: >= ShortestSalt } salted && Bytes(hash) is { Length: Length } hashed
                ? new(iterations, salted, hashed) : null;
    }

    /// <summary>True for the password that it was made of. Takes a processor for as long as the iterations do.</summary>
    public bool IsOf(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, _salt, _iterations), _hash);

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Scheme}:{_iterations}:{Convert.ToBase64String(_salt)}:{Convert.ToBase64String(_hash)}");

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, Length);

    private static byte[]? Bytes(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? buffer[..length] : null;
    }
}
