using ParseWorker.Testing;

namespace ParseWorker.Core.Tests.Testing;

/// <summary>Tests that set a variable of the process leave it as it was.</summary>
public sealed class EnvironmentVariableTests
{
    // Names of their own: tests run at the same time, in one process.
    private readonly string _name = $"PARSEWORKER_TEST_{Guid.NewGuid():N}";

    [Fact]
    public void Set_AVariableWithAValue_RestoresIt()
    {
        using (EnvironmentVariable.Set(_name, "outer"))
        {
            using (EnvironmentVariable.Set(_name, "inner")) Assert.Equal("inner", Read());

            Assert.Equal("outer", Read());
        }
    }

    [Fact]
    public void Set_AVariableWithoutAValue_LeavesNone()
    {
        using (EnvironmentVariable.Set(_name, "value")) Assert.Equal("value", Read());

        Assert.Null(Read());
        Assert.False(Environment.GetEnvironmentVariables().Contains(_name));
    }

    private string? Read() => Environment.GetEnvironmentVariable(_name);
}
