using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting;

/// <summary>What a house is given to set.</summary>
/// <param name="Name">Tells it from all others of its seed, and is a file's name.</param>
/// <param name="Kind">What is hard about it: <c>table.booktabs</c>, <c>columns.two</c>.</param>
/// <param name="Style">How its pages are set.</param>
/// <param name="Pages">From first to last.</param>
public sealed record Manuscript(string Name, string Kind, PageStyle Style, IReadOnlyList<TypesetPage> Pages);
