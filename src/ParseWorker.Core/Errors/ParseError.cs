namespace ParseWorker.Core.Errors;

/// <summary>Why a parse failed, or why its attempt did.</summary>
/// <param name="Code">Stable and machine-readable; one of <see cref="ParseErrorCodes"/>.</param>
/// <param name="Message">A sentence: what happened and what to do. Never holds document text.</param>
/// <param name="Details">Further facts, or null.</param>
public sealed record ParseError(string Code, string Message, IReadOnlyDictionary<string, string>? Details = null);
