namespace ParseWorker.Documents.Xlsx;

/// <summary>
/// The formats a workbook names by number alone (ISO/IEC 29500-1 §18.8.30). The dates that follow the reader's country (14, 22) are
/// written year first: whose country it was, the workbook doesn't say.
/// </summary>
internal static class BuiltInFormats
{
    public static string? Find(int id) => id switch
    {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 or 6 => "$#,##0;-$#,##0",
        7 or 8 => "$#,##0.00;-$#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        37 or 38 => "#,##0;(#,##0)",
        39 or 40 => "#,##0.00;(#,##0.00)",
        41 or 42 => "#,##0;(#,##0);\"-\"",
        43 or 44 => "#,##0.00;(#,##0.00);\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => null,
    };
}
