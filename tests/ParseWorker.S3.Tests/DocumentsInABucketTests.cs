namespace ParseWorker.S3.Tests;

public sealed class DocumentsInABucketTests(StoreInBucket store) : DocumentStoreConformance(store), IClassFixture<StoreInBucket>;
