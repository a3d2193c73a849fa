namespace ParseWorker.Core.Sniffing;

/// <summary>The registered names of what sniffing can tell.</summary>
internal static class MimeTypes
{
    public const string Binary = "application/octet-stream";
    public const string Pdf = "application/pdf";
    public const string Zip = "application/zip";
    public const string Ole = "application/x-ole-storage";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Xlsb = "application/vnd.ms-excel.sheet.binary.macroEnabled.12";
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Csv = "text/csv";
    public const string Tsv = "text/tab-separated-values";
    public const string Message = "message/rfc822";
    public const string OutlookMessage = "application/vnd.ms-outlook";
    public const string Tnef = "application/vnd.ms-tnef";
    public const string Json = "application/json";
    public const string Xml = "application/xml";
    public const string Text = "text/plain";
}
