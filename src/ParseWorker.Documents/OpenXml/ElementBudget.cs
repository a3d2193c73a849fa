namespace ParseWorker.Documents.OpenXml;

/// <summary>The elements that all parts of a package may have together.</summary>
internal sealed class ElementBudget(string format, long most)
{
    private long _taken;

    /// <summary>Counts an element.</summary>
    /// <exception cref="DocumentException">There are too many.</exception>
    public void Take()
    {
        if (++_taken > most) throw PackageCheck.TooLarge(format, $"has more than {most:N0} elements");
    }
}
