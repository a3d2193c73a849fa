using System.Globalization;

namespace ParseWorker.Core.Engines;

/// <summary>Startup settings that the worker passes to an engine host through environment variables.</summary>
public sealed record HostSettings
{
    private const string ParentVariable = "PARSEWORKER_PARENT_PID";
    private const string SandboxVariable = "PARSEWORKER_SANDBOX";
    private const string UserVariable = "PARSEWORKER_HOST_USER";
    private const string FolderVariable = "PARSEWORKER_HOST_FOLDER";
    private const string LargestFileVariable = "PARSEWORKER_LARGEST_FILE";
    private const string ProgramsVariable = "PARSEWORKER_PROGRAMS";
    private const string DataVariable = "PARSEWORKER_DATA";
    private const string OcrModelsVariable = "PARSEWORKER_OCR_MODELS";
    private const string OcrLanguagesVariable = "PARSEWORKER_OCR_LANGUAGES";
    private const string TesseractVariable = "PARSEWORKER_TESSERACT_COMMAND";
    private const string OfficeVariable = "PARSEWORKER_OFFICE_COMMAND";
    private const string AttachmentsVariable = "PARSEWORKER_PARSE_ATTACHMENTS";
    private const string SandboxOff = "off";
    private const string True = "true";
    private const char BetweenFolders = '\n';
    private const char BetweenIds = ':';

    /// <summary>
    /// Nice value of hosts: a weight of 526 to the 1,024 of any other process (sched(7)). The worker's cancellation monitor, the database
    /// and the API go before any document; beside however many others a document still gets half a fair share.
    /// </summary>
    public const int Niceness = 3;

    /// <summary>The worker's process id: the host ends with it. Null for whichever process started the host.</summary>
    public int? ParentId { get; init; }

    /// <summary>True for a host that keeps the network; others give it up where the system allows that.</summary>
    public bool KeepsNetwork { get; init; }

    /// <summary>The user and the group, by number, that the host becomes; null: it stays who it is.</summary>
    public (uint Id, uint Group)? User { get; init; }

    /// <summary>Where the host works, the only directory its file sandbox lets it write to; absolute. Null: no file sandbox.</summary>
    public string? Folder { get; init; }

    /// <summary>Bytes of the largest file that a host with a file sandbox may write; null: as large as any.</summary>
    public long? LargestFile { get; init; }

    /// <summary>Directories of programs that a host with a file sandbox reads and runs, absolute, beside the system's own.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Directories that a host with a file sandbox reads, absolute.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The directory of the OCR models, an absolute path; null: no OCR.</summary>
    public string? OcrModels { get; init; }

    /// <summary>Languages of images, as the setting <c>Engines__OcrLanguages</c> has them; null: English alone.</summary>
    public string? OcrLanguages { get; init; }

    /// <summary>Tesseract's command, an absolute path, or null.</summary>
    public string? TesseractCommand { get; init; }

    /// <summary>LibreOffice's command, an absolute path, or null.</summary>
    public string? OfficeCommand { get; init; }

    /// <summary>Whether an e-mail's attachments are parsed too.</summary>
    public bool ParseAttachments { get; init; }

    /// <summary>Reads them from an environment; what is missing or cannot be read is as if it had not been set.</summary>
    /// <param name="variable">Finds a variable's value, or null.</param>
    public static HostSettings Read(Func<string, string?> variable) => new()
    {
        ParentId = int.TryParse(variable(ParentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        KeepsNetwork = variable(SandboxVariable) == SandboxOff,
        User = ReadUser(variable(UserVariable)),
        Folder = variable(FolderVariable),
        LargestFile = long.TryParse(variable(LargestFileVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : null,
        Programs = ReadFolders(variable(ProgramsVariable)),
        Data = ReadFolders(variable(DataVariable)),
        OcrModels = variable(OcrModelsVariable),
        OcrLanguages = variable(OcrLanguagesVariable),
        TesseractCommand = variable(TesseractVariable),
        OfficeCommand = variable(OfficeVariable),
        ParseAttachments = variable(AttachmentsVariable) == True,
    };

    /// <summary>Writes them into an environment; what is null has no variable.</summary>
    public void WriteTo(IDictionary<string, string?> environment)
    {
        Set(ParentVariable, ParentId?.ToString(CultureInfo.InvariantCulture));
        Set(SandboxVariable, KeepsNetwork ? SandboxOff : null);
        Set(UserVariable, User is { } user ? string.Create(CultureInfo.InvariantCulture, $"{user.Id}{BetweenIds}{user.Group}") : null);
        Set(FolderVariable, Folder);
        Set(LargestFileVariable, LargestFile?.ToString(CultureInfo.InvariantCulture));
        if (Programs.Count > 0) Set(ProgramsVariable, string.Join(BetweenFolders, Programs));
        if (Data.Count > 0) Set(DataVariable, string.Join(BetweenFolders, Data));
        Set(OcrModelsVariable, OcrModels);
        Set(OcrLanguagesVariable, OcrLanguages);
        Set(TesseractVariable, TesseractCommand);
        Set(OfficeVariable, OfficeCommand);
        Set(AttachmentsVariable, ParseAttachments ? True : "false");

        void Set(string variable, string? value)
        {
            if (value is not null) environment[variable] = value;
        }
    }

    private static (uint Id, uint Group)? ReadUser(string? text) =>
        text?.Split(BetweenIds) is [var id, var group]
            ? (uint.Parse(id, CultureInfo.InvariantCulture), uint.Parse(group, CultureInfo.InvariantCulture))
            : null;

    private static string[] ReadFolders(string? text) => text?.Split(BetweenFolders) ?? [];
}
