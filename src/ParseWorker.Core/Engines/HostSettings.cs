using System.Globalization;

namespace ParseWorker.Core.Engines;

/// <summary>Startup settings that the worker passes to an engine host through environment variables.</summary>
public sealed record HostSettings
{
    private const string ParentVariable = "PARSEWORKER_PARENT_PID";
    private const string SandboxVariable = "PARSEWORKER_SANDBOX";
    private const string OcrModelsVariable = "PARSEWORKER_OCR_MODELS";
    private const string OcrLanguagesVariable = "PARSEWORKER_OCR_LANGUAGES";
    private const string TesseractVariable = "PARSEWORKER_TESSERACT_COMMAND";
    private const string OfficeVariable = "PARSEWORKER_OFFICE_COMMAND";
    private const string AttachmentsVariable = "PARSEWORKER_PARSE_ATTACHMENTS";
    private const string SandboxOff = "off";
    private const string True = "true";

    /// <summary>The worker's process id: the host ends with it. Null for whichever process started the host.</summary>
    public int? ParentId { get; init; }

    /// <summary>True for a host that keeps the network; others give it up where the system allows that.</summary>
    public bool KeepsNetwork { get; init; }

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
}
