using BitMiracle.LibTiff.Classic;

namespace ParseWorker.Documents.Images.Files;

/// <summary>
/// LibTiff prints its complaints on the console, and they may quote the file: the caller learns of faults by return values.
/// </summary>
internal sealed class SilentTiff : TiffErrorHandler
{
    public static void Install() => Tiff.SetErrorHandler(new SilentTiff());

    public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
    {
        // Said by the call's return value.
    }

    public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
    {
        // Said by the call's return value.
    }

    public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
    {
        // What can be read in spite of it is read.
    }

    public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
    {
        // What can be read in spite of it is read.
    }
}
