using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Docs;

/// <summary>A promise that names the test that shows it names one that is there.</summary>
public sealed partial class TestNameTests
{
    [Fact]
    public void Tests_NamedInTheDocuments_Exist()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Project.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
        var named = Documents.Current.SelectMany(document => Name().Matches(File.ReadAllText(Path.Combine(Project.Root, document)))
            .Select(match => (document, Name: match.Groups[1].Value))).ToList();

        Assert.True(named.Count > 20, "Hardly a test is named: has the README lost its promises?");
        Assert.All(named, test => Assert.True(tests.Contains(test.Name), $"{test.document} names {test.Name}, which is no test."));
    }

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex Name();
}
