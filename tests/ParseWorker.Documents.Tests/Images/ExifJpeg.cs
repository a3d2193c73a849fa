namespace ParseWorker.Documents.Tests.Images;

/// <summary>Puts into a JPEG what a camera writes when it is held sideways.</summary>
internal static class ExifJpeg
{
    /// <summary>Exif 2.3 in its least form: a TIFF header, one directory, one entry: Orientation (0x0112), a short.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }
}
