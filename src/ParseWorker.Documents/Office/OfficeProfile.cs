namespace ParseWorker.Documents.Office;

/// <summary>
/// Writes the settings LibreOffice runs under: no macros, no links out of a document that nobody vouched for, and a proxy where
/// nobody listens, should it try all the same.
/// </summary>
internal static class OfficeProfile
{
    private const string Scripting = "Office.Common/Security/Scripting";
    private const string Internet = "Inet/Settings";

    private static readonly (string Path, string Name, string Value)[] Settings =
    [
        (Scripting, "BlockUntrustedRefererLinks", "true"),
        (Scripting, "DisableMacrosExecution", "true"),
        (Scripting, "MacroSecurityLevel", "3"),
        ("Office.Writer/Content/Update", "Link", "0"),
        ("Office.Calc/Content/Update", "Link", "1"),
        (Internet, "ooInetProxyType", "2"),
        (Internet, "ooInetHTTPProxyName", "127.0.0.1"),
        (Internet, "ooInetHTTPProxyPort", "9"),
        (Internet, "ooInetHTTPSProxyName", "127.0.0.1"),
        (Internet, "ooInetHTTPSProxyPort", "9"),
    ];

    /// <summary>Writes the settings into a profile's folder, which need not exist.</summary>
    public static void Write(string profile)
    {
        var user = Directory.CreateDirectory(Path.Combine(profile, "user"));
        File.WriteAllText(Path.Combine(user.FullName, "registrymodifications.xcu"), $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry">
            {string.Join('\n', Settings.Select(Item))}
            </oor:items>
            """);
    }

    private static string Item((string Path, string Name, string Value) setting) =>
        $"<item oor:path=\"/org.openoffice.{setting.Path}\"><prop oor:name=\"{setting.Name}\" oor:op=\"fuse\">"
        + $"<value>{setting.Value}</value></prop></item>";
}
