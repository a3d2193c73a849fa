namespace ParseWorker.Documents.Xlsx.Cells;

/// <summary>
/// The formats a workbook names by number alone (ISO/IEC 29500-1 §18.8.30; 5–8 and 41–44, which it leaves out,
/// as Excel has them in the United States). Dates that follow the reader's country (14, 22) or calendar (27–58 in East Asia,
/// 71–81 in Thailand) are written year first: the workbook doesn't say which country that was.
/// </summary>
internal static class BuiltInFormats
{
    private const string Date = "yyyy-mm-dd";

    /// <summary>A date in some of the countries and a time of day in the others.</summary>
    private const string DateOrTime = "[<1]h:mm:ss;yyyy-mm-dd";

    public static string? Find(int id) => id switch
    {
        1 or 59 => "0",
        2 or 60 => "0.00",
        3 or 61 => "#,##0",
        4 or 62 => "#,##0.00",
        5 or 6 => "$#,##0;($#,##0)",
        7 or 8 => "$#,##0.00;($#,##0.00)",
        9 or 67 => "0%",
        10 or 68 => "0.00%",
        11 => "0.00E+00",
        12 or 69 => "# ?/?",
        13 or 70 => "# ??/??",
        14 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 or (>= 71 and <= 74) or 81 => Date,
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 or 32 or 75 => "h:mm",
        21 or 33 or 76 => "h:mm:ss",
        22 or 77 => "yyyy-mm-dd h:mm",
        34 or 35 or 55 or 56 => DateOrTime,
        37 or 38 => "#,##0;(#,##0)",
        39 or 40 => "#,##0.00;(#,##0.00)",
        41 => "#,##0;(#,##0);\"-\"",
        42 => "$#,##0;($#,##0);$\"-\"",
        43 => "#,##0.00;(#,##0.00);\"-\"",
        44 => "$#,##0.00;($#,##0.00);$\"-\"",
        45 or 78 => "mm:ss",
        46 or 79 => "[h]:mm:ss",
        47 or 80 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => null,
    };
}
