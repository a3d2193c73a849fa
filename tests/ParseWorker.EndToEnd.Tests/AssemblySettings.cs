// Real processes on two cores: classes that run side by side would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
