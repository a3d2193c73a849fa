using System.Reflection;
using Xunit.v3;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>
/// Notes when each test began: what was created since then is its own. Tests share a database, and run one after the other; one that left
/// a parse behind would otherwise make all that follow it wait in vain.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class OwnParsesAttribute : BeforeAfterTestAttribute
{
    /// <summary>When the test that runs began; parses are created by the clock of the same machine.</summary>
    public static DateTimeOffset Since { get; private set; }

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Since = TimeProvider.System.GetUtcNow();
}
