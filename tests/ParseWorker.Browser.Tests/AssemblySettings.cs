using System.Runtime.Versioning;
using ParseWorker.Browser.Tests;
using Xunit.Sdk;
using Xunit.v3;

// One browser, one worker, two cores: classes that run side by side would only make each other slow.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: SupportedOSPlatform("linux")]
