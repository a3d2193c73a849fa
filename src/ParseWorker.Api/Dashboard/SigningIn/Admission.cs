using System.Globalization;
using System.Security.Claims;
using System.Text;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>Whether somebody whom a provider has named gets in.</summary>
internal abstract record Admission
{
    /// <summary>Characters of a name at most, as of a key's.</summary>
    public const int LongestName = 100;

    private const string SubjectClaim = "sub";

    private Admission()
    {
    }

    /// <summary>They do.</summary>
    /// <param name="Person">Who they are.</param>
    internal sealed record Granted(ProvidedPerson Person) : Admission;

    /// <summary>They don't.</summary>
    /// <param name="Who">Their name for the log; null when they have none that can stand there.</param>
    /// <param name="Why">A sentence for them, with what to do.</param>
    internal sealed record Refused(string? Who, string Why) : Admission;

    /// <summary>Judges what the provider said.</summary>
    /// <param name="claims">That, verified.</param>
    /// <param name="options">Which claims say what.</param>
    /// <param name="roster">Whose names are taken.</param>
    public static Admission Of(IReadOnlyCollection<Claim> claims, OpenIdOptions options, OperatorRoster roster)
    {
        if (claims.FirstOrDefault(claim => claim.Type == SubjectClaim)?.Value is not { Length: > 0 } subject
            || ProvidedClaims.Values(claims, options.NameClaim).FirstOrDefault()?.Trim() is not { Length: > 0 } name)
        {
            return new Refused(null, $"{options.Name} did not say your name ('{options.NameClaim}'). Ask whoever runs this server to set "
                + "another claim, or another scope.");
        }

        if (!IsName(name))
        {
            return new Refused(null, $"Your name at {options.Name} cannot stand in a record: it takes 1 to {LongestName} characters, no "
                + "control characters. Have it changed there.");
        }

        if (roster.Keeps(name))
        {
            return new Refused(name, $"Your name at {options.Name}, {name}, is that of an operator who signs in with a password here. Ask "
                + "whoever runs this server to take that operator out.");
        }

        return RoleOf(claims, options) is { } role
            ? new Granted(new ProvidedPerson(subject, name, role))
            : new Refused(name, $"You are {name} at {options.Name}, and have no role here. Ask whoever runs this server for one, then "
                + "sign in again.");
    }

    private static OperatorRole? RoleOf(IEnumerable<Claim> claims, OpenIdOptions options)
    {
        var given = ProvidedClaims.Values(claims, options.RoleClaim).ToHashSet(StringComparer.Ordinal);
        if (options.Operating.Any(given.Contains)) return OperatorRole.Operate;
        return options.Viewing.Any(given.Contains) ? OperatorRole.View : null;
    }

    // Whatever breaks a line, turns the direction of a text or is not seen would make a record say something else.
    private static bool IsName(string name) => name.Length <= LongestName && name.EnumerateRunes().All(rune =>
        rune != Rune.ReplacementChar && !IsUnseen(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned));

    // Unicode's Default_Ignorable_Code_Point where the category does not tell, the empty Braille cell, and spaces of other widths.
    private static bool IsUnseen(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
        || (rune.Value != ' ' && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator);
}
