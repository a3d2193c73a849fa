namespace ParseWorker.S3.Tests;

public sealed class DocumentsInPostgresTests(StoreInPostgres store) : DocumentStoreConformance(store), IClassFixture<StoreInPostgres>;
