using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ParseWorker.Postgres;

/// <summary>The statements below <c>Queries</c>, by name: <c>Sql.Claim</c> is claim.sql.</summary>
internal static class Sql
{
    public static readonly string AbandonCreate = Read();
    public static readonly string AcknowledgeCancel = Read();
    public static readonly string AddApiKey = Read();
    public static readonly string AddWebhook = Read();
    public static readonly string Admit = Read();
    public static readonly string BeginObject = Read();
    public static readonly string CancelAttempt = Read();
    public static readonly string ChangeWebhook = Read();
    public static readonly string Claim = Read();
    public static readonly string ClaimDelivery = Read();
    public static readonly string Complete = Read();
    public static readonly string CompleteUpload = Read();
    public static readonly string CopyPages = Read();
    public static readonly string CreateParse = Read();
    public static readonly string DeleteDeliveries = Read();
    public static readonly string DeleteParse = Read();
    public static readonly string DeleteWebhook = Read();
    public static readonly string ExpireWaiting = Read();
    public static readonly string Fail = Read();
    public static readonly string FindAnyParse = Read();
    public static readonly string FindApiKey = Read();
    public static readonly string FindBlob = Read();
    public static readonly string FindByIdempotencyKey = Read();
    public static readonly string FindCancellable = Read();
    public static readonly string FindCursor = Read();
    public static readonly string FindDelivery = Read();
    public static readonly string FindFile = Read();
    public static readonly string FindFullQueue = Read();
    public static readonly string FindGranted = Read();
    public static readonly string FindParse = Read();
    public static readonly string FindSomeObjects = Read();
    public static readonly string FindUpload = Read();
    public static readonly string FindWaitingEnvironments = Read();
    public static readonly string FindWebhook = Read();
    public static readonly string FindWithoutJob = Read();
    public static readonly string ForgetDeleted = Read();
    public static readonly string ForgetOldSecrets = Read();
    public static readonly string ForgetUnanswered = Read();
    public static readonly string HandBack = Read();
    public static readonly string HasObjects = Read();
    public static readonly string LimitApiKey = Read();
    public static readonly string ListApiKeys = Read();
    public static readonly string ListDeliveries = Read();
    public static readonly string ListEnvironments = Read();
    public static readonly string ListFilesNewer = Read();
    public static readonly string ListFilesOlder = Read();
    public static readonly string ListNewer = Read();
    public static readonly string ListOlder = Read();
    public static readonly string ListWebhooks = Read();
    public static readonly string LockAdmission = Read();
    public static readonly string LockDeliveries = Read();
    public static readonly string MarkAnswered = Read();
    public static readonly string NoteBlob = Read();
    public static readonly string Notify = Read();
    public static readonly string OpenUpload = Read();
    public static readonly string PauseWorker = Read();
    public static readonly string PurgeBlobs = Read();
    public static readonly string PurgeDeliveries = Read();
    public static readonly string PurgeEvents = Read();
    public static readonly string PurgeFiles = Read();
    public static readonly string PurgeIdempotencyKeys = Read();
    public static readonly string PurgeParses = Read();
    public static readonly string PurgeUploads = Read();
    public static readonly string PutFirst = Read();
    public static readonly string ReadBlob = Read();
    public static readonly string ReadBlobChunk = Read();
    public static readonly string ReadDatabase = Read();
    public static readonly string ReadEvents = Read();
    public static readonly string ReadFitness = Read();
    public static readonly string ReadFlags = Read();
    public static readonly string ReadIsReadOnly = Read();
    public static readonly string ReadLiveWorkers = Read();
    public static readonly string ReadLoad = Read();
    public static readonly string ReadMigration = Read();
    public static readonly string ReadMinutes = Read();
    public static readonly string ReadPageExcerpts = Read();
    public static readonly string ReadPages = Read();
    public static readonly string ReadProtectionKeys = Read();
    public static readonly string ReadQueues = Read();
    public static readonly string ReadRunning = Read();
    public static readonly string ReadUpdates = Read();
    public static readonly string ReadWorkers = Read();
    public static readonly string ReceiveUpload = Read();
    public static readonly string RecordDelivery = Read();
    public static readonly string RecordDeliveryJob = Read();
    public static readonly string RecordDocument = Read();
    public static readonly string RecordJob = Read();
    public static readonly string RecordMinutes = Read();
    public static readonly string ReleaseLostDeliveries = Read();
    public static readonly string RemoveWorker = Read();
    public static readonly string RenewLeases = Read();
    public static readonly string RenewObject = Read();
    public static readonly string ReplayDelivery = Read();
    public static readonly string ReplayMissed = Read();
    public static readonly string ReportWorker = Read();
    public static readonly string RequestCancel = Read();
    public static readonly string Retry = Read();
    public static readonly string RevokeApiKey = Read();
    public static readonly string RotateWebhookSecret = Read();
    public static readonly string SaveBlob = Read();
    public static readonly string SaveBlobChunk = Read();
    public static readonly string SaveObject = Read();
    public static readonly string SaveProtectionKey = Read();
    public static readonly string SearchNewer = Read();
    public static readonly string SearchOlder = Read();
    public static readonly string SettleLooseObjects = Read();
    public static readonly string TakeBackExpired = Read();
    public static readonly string TakeDueDeliveries = Read();
    public static readonly string TakeLooseObjects = Read();
    public static readonly string TakeUnanswered = Read();
    public static readonly string WeighEnvironment = Read();
    public static readonly string WerePagesWritten = Read();
    public static readonly string WritePages = Read();

    /// <summary>
    /// Filters that may be missing and ends of time: which index serves them best depends on the values, so that one plan for all of them
    /// would read a table whole.
    /// </summary>
    private static readonly FrozenSet<string> PlannedForTheirValues = FrozenSet.Create(
        DeleteDeliveries, FindCancellable, ForgetDeleted, ListDeliveries, ListFilesNewer, ListFilesOlder, ListNewer, ListOlder, PurgeBlobs,
        PurgeDeliveries, PurgeEvents, PurgeFiles, PurgeIdempotencyKeys, PurgeParses, PurgeUploads, RecordMinutes, ReplayMissed, SearchNewer,
        SearchOlder);

    /// <summary>True for statements that PostgreSQL has to plan at each execution; all others may be prepared.</summary>
    public static bool IsPlannedForItsValues(string sql) => PlannedForTheirValues.Contains(sql);

    private static string Read([CallerMemberName] string field = "")
    {
        var name = "Queries." + string.Concat(field.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : c.ToString())).ToLowerInvariant();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The statement {name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
