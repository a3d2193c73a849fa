namespace ParseWorker.Model.Tests.Lifecycle;

/// <summary>What an operation may answer, and what the parse is then.</summary>
/// <param name="Answer">The call's result; <see cref="Nothing"/> for null, false, no rows and calls that return none.</param>
/// <param name="Parse">The parse afterwards; null when there is none.</param>
/// <param name="OnlyInARace">True for an answer that needs another operation on the parse at the same time.</param>
internal sealed record ExpectedMove(string Answer, ModelParse? Parse, bool OnlyInARace = false)
{
    public const string Nothing = "nothing";
}
