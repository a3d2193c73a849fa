using System.Runtime.Versioning;
using ParseWorker.EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

// Real processes on two cores: classes that run side by side would only measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(ServiceFixture))]
[assembly: OwnParses]
[assembly: SupportedOSPlatform("linux")]
