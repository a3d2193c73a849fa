namespace ParseWorker.Architecture.Tests;

/// <summary>How the tree looks to whoever opens it.</summary>
public sealed class SourceTests
{
    [Fact]
    public void TopLevel_OfTheProject_ShowsSixThings()
    {
        var shown = Directory.EnumerateFileSystemEntries(Project.Root).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith('.') && name != "TestResults");

        Assert.Equal(["ParseWorker.sln", "README.md", "deploy", "global.json", "src", "tests"], shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SqlFiles_OfEveryProject_BeginWithWhyTheyExist()
    {
        var files = Project.Files("*.sql").ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.StartsWith("-- ", Project.ReadLines(file)[0], StringComparison.Ordinal));
    }

    [Fact]
    public void Queries_EachOfThem_AreOneStatement()
    {
        var statements = Project.Files("*.sql").Where(file => file.Contains("/Queries/", StringComparison.Ordinal))
            .SelectMany(Project.ReadLines).Where(line => !line.StartsWith("--", StringComparison.Ordinal));

        Assert.DoesNotContain(statements, line => line.Contains(';', StringComparison.Ordinal));
    }

    [Fact]
    public void SourceFiles_OfEveryProject_HaveAtMostThreeHundredLines()
    {
        Assert.All(Project.Files("*.cs").Concat(Project.Files("*.sql")), file =>
            Assert.True(Project.ReadLines(file).Length <= 300, $"{file} has more than 300 lines."));
    }

    // What the build does not see: its rules are about white space and code.
    [Fact]
    public void Usings_OfEveryFile_AreSorted()
    {
        Assert.All(Project.Files("*.cs").Concat(Project.TestFiles("*.cs")), file =>
        {
            var names = Project.ReadLines(file).TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal))
                .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && line.Split(' ').Length == 2)
                .Select(line => line["using ".Length..^1]).ToList();
            var sorted = names.OrderBy(name => !IsOfSystem(name)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase);
            Assert.True(names.SequenceEqual(sorted), $"{file}: using directives are not in order, System first.");
        });

        static bool IsOfSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
    }

    // More, and nobody reads a folder's names to the end: it holds two ideas, each of which can have a name. Migrations are one list that
    // only grows, and databases know each by its place.
    [Fact]
    public void Folders_OfSourceAndTests_HoldAtMostFifteenFiles()
    {
        var folders = Project.Files("*.cs").Concat(Project.Files("*.sql")).Concat(Project.TestFiles("*.cs"))
            .GroupBy(file => Path.GetDirectoryName(file)).Where(folder => folder.Key != "src/ParseWorker.Postgres/Migrations");

        Assert.All(folders, folder => Assert.True(folder.Count() <= 15, $"{folder.Key} has {folder.Count()} files."));
    }

    [Fact]
    public void ProgramFiles_OfTheProcesses_AreListsThatCanBeRead()
    {
        Assert.All(Project.Files("Program.cs"), file => Assert.InRange(Project.ReadLines(file).Length, 1, 39));
    }

    // A transaction that waits for its process would hold the row lock that somebody's cancel needs. Those of the state locks hold
    // no row: an advisory lock each, which ends with its session.
    [Fact]
    public void Transactions_OverSeveralRoundTrips_TouchNoParse()
    {
        var files = Project.Files("*.cs").Where(file =>
            Project.ReadLines(file).Any(line => line.Contains("BeginTransaction", StringComparison.Ordinal)
                || line.Contains("TransactionScope", StringComparison.Ordinal)));

        Assert.Equal(
            ["src/ParseWorker.Postgres/Files/DocumentStore.cs", "src/ParseWorker.Queueing/Storage/StateLocks.cs"],
            files.Order(StringComparer.Ordinal));
    }
}
