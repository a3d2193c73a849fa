namespace ParseWorker.Documents.Office;

/// <summary>What LibreOffice turns the formats into that only it reads.</summary>
internal static class OfficeFormats
{
    /// <summary>The extension a document is given, which LibreOffice goes by, and that of what comes out.</summary>
    public static (string From, string To) Of(string mimeType) => mimeType switch
    {
        "application/msword" => ("doc", "docx"),
        "application/vnd.ms-excel" => ("xls", "xlsx"),
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12" => ("xlsb", "xlsx"),
        "application/vnd.ms-powerpoint" => ("ppt", "pptx"),
        _ when mimeType.Contains("opendocument.spreadsheet", StringComparison.Ordinal) => ("ods", "xlsx"),
        _ when mimeType.Contains("opendocument.presentation", StringComparison.Ordinal) => ("odp", "pptx"),
        _ => ("odt", "docx"),
    };
}
