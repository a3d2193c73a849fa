using System.Text;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Writes the characters of a formula in LaTeX; commands as in the LaTeX 2e reference manual, §16.2.</summary>
internal static class MathSymbols
{
    private const string Table =
        """
        α alpha, β beta, γ gamma, δ delta, ε varepsilon, ϵ epsilon, ζ zeta, η eta, θ theta, ϑ vartheta, ι iota, κ kappa,
        λ lambda, μ mu, ν nu, ξ xi, π pi, ρ rho, σ sigma, ς varsigma, τ tau, υ upsilon, φ varphi, ϕ phi, χ chi, ψ psi, ω omega,
        Γ Gamma, Δ Delta, Θ Theta, Λ Lambda, Ξ Xi, Π Pi, Σ Sigma, Υ Upsilon, Φ Phi, Ψ Psi, Ω Omega, × times, ÷ div, ± pm, ∓ mp,
        · cdot, ⋅ cdot, ∙ bullet, ∗ ast, ∘ circ, ≤ leq, ≥ geq, ≠ neq, ≈ approx, ≡ equiv, ≅ cong, ∼ sim, ∝ propto, ≪ ll, ≫ gg,
        ∞ infty, ∂ partial, ∇ nabla, ∈ in, ∉ notin, ∋ ni, ⊂ subset, ⊆ subseteq, ⊃ supset, ⊇ supseteq, ∪ cup, ∩ cap, ∅ emptyset,
        ∀ forall, ∃ exists, ¬ neg, ∧ wedge, ∨ vee, → to, ← leftarrow, ↔ leftrightarrow, ⇒ Rightarrow, ⇐ Leftarrow,
        ⇔ Leftrightarrow, ↦ mapsto, … ldots, ⋯ cdots, ⋮ vdots, ⋱ ddots, ∑ sum, ∏ prod, ∐ coprod, ∫ int, ∬ iint, ∭ iiint,
        ∮ oint, ∯ oiint, ∰ oiiint, ⋃ bigcup, ⋂ bigcap, ⋀ bigwedge, ⋁ bigvee, ⨁ bigoplus, ⨂ bigotimes, ⊕ oplus, ⊗ otimes,
        ⊥ perp, ∥ parallel, ∠ angle, ℏ hbar, ℓ ell, ℜ Re, ℑ Im, √ surd, ⟨ langle, ⟩ rangle, ⌈ lceil, ⌉ rceil, ⌊ lfloor,
        ⌋ rfloor, ‖ Vert, † dagger, ′ prime
        """;

    private static readonly Dictionary<int, string> Commands = Table
        .Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToDictionary(entry => (int)entry[0], entry => entry[2..]);

    /// <summary>Appends characters; a command is followed by a space, which ends it.</summary>
    public static void Append(StringBuilder latex, string text)
    {
        foreach (var rune in text.EnumerateRunes()) latex.Append(Of(rune));
    }

    /// <summary>A character, or a command with a space after it.</summary>
    public static string Of(Rune rune) => rune.Value switch
    {
        var value when Commands.TryGetValue(value, out var command) => $"\\{command} ",
        '−' or '–' => "-",
        '\u00A0' or (>= 0x2000 and <= 0x200A) => " ",
        0x200B or 0x2061 or 0x2062 or 0x2063 => "",
        '\\' => "\\backslash ",
        '#' or '$' or '%' or '&' or '_' or '{' or '}' => $"\\{rune}",
        // Characters that are italic, bold and so on by themselves: LaTeX has the plain ones.
        >= 0x1D400 and <= 0x1D7FF => Plain(rune),
        _ => rune.ToString(),
    };

    /// <summary>
    /// By position in Unicode's block (chart U1D400), since .NET without ICU cannot normalise: Latin, Greek, digits, each again and again.
    /// </summary>
    private static string Plain(Rune rune) => rune.Value switch
    {
        < 0x1D6A4 and var latin =>
            Letter((latin - 0x1D400) % 52 is < 26 and var capital ? 'A' + capital : 'a' + (latin - 0x1D400) % 52 - 26),
        < 0x1D6A8 => rune.Value == 0x1D6A4 ? "\\imath " : "\\jmath ",
        < 0x1D7CC and var greek => Greek((greek - 0x1D6A8) % 58),
        < 0x1D7CE => rune.ToString(),
        var digit => Letter('0' + (digit - 0x1D7CE) % 10),
    };

    private static string Greek(int place) => place switch
    {
        17 => Letter('Θ'),
        < 25 => Letter('Α' + place),
        25 => Letter('∇'),
        < 51 => Letter('α' + place - 26),
        _ => Letter("∂ϵϑκϕρπ"[place - 51]),
    };

    private static string Letter(int value) => Of(new Rune(value));
}
