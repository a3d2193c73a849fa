using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Documents;
using ParseWorker.Documents.Images.Pages;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.EngineHost;

/// <summary>Parses one document and tells its pages as they come.</summary>
internal sealed class DocumentRun(EngineRequest request, HostSettings settings, DocumentOpener open, Action<EngineMessage> send)
{
    /// <summary>Characters of one page at most: its frame stays under the limit even when every one takes three bytes.</summary>
    private const int MaxPageCharacters = 16 * 1024 * 1024;

    /// <summary>A page may fail here too, once it is rendered: when none comes out, the document does not.</summary>
    private readonly PageTally _tally = new(request.FirstPage);

    /// <summary>Runs on the calling thread, whose stack is large.</summary>
    /// <returns>The ending, not yet sent.</returns>
    public EngineMessage Run(CancellationToken token)
    {
        try
        {
            return ReadAsync(token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return new EngineMessage.Stopped();
        }
        catch (DocumentException exception)
        {
            return new EngineMessage.Refused(exception.Error);
        }
        // Too little memory ends the host; what is left are faults of ours, not of the document.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new EngineMessage.Refused(Fault(exception));
        }
    }

    private async Task<EngineMessage> ReadAsync(CancellationToken token)
    {
        await using var content = File.OpenRead(request.DocumentPath);
        if (request.PageImages && PageImages.Open(content, request.FileName, request.Settings.ImageResolutionDpi, token) is { } images)
            return Show(images, token);

        using var document = open(content, request.FileName, Options(), token);
        send(new EngineMessage.Opened(document.PageCount));

        var last = request.FirstPage - 1;
        await foreach (var page in document.ReadAsync(request.FirstPage, token))
        {
            SendPage(Render(page));
            last = page.Number;
        }
        _tally.Check();
        return new EngineMessage.Finished(document.PageCount ?? last);
    }

    private EngineMessage.Finished Show(IPageImages images, CancellationToken token)
    {
        using var shown = images;
        send(new EngineMessage.Opened(images.Count));
        for (var number = request.FirstPage; number <= images.Count; number++) SendPage(Show(images, number, token));
        _tally.Check();
        return new EngineMessage.Finished(images.Count);
    }

    private void SendPage(EngineMessage page)
    {
        _tally.Count((page as EngineMessage.PageText)?.Failure);
        send(page);
    }

    /// <summary>A page that cannot be drawn costs that page.</summary>
    private static EngineMessage Show(IPageImages images, int number, CancellationToken token)
    {
        try
        {
            var image = images.Read(number, token);
            return new EngineMessage.PageImage(number, image.MediaType, image.Data);
        }
        catch (DocumentException exception)
        {
            return new EngineMessage.PageText(number, "", exception.Error);
        }
    }

    /// <summary>A page whose text passes a limit costs that page.</summary>
    private EngineMessage.PageText Render(Page page)
    {
        try
        {
            return new(page.Number, Checked(PageRenderer.Render(page, request.Settings.TableFormat)), page.Failure);
        }
        catch (DocumentException exception)
        {
            return new(page.Number, "", exception.Error);
        }
    }

    private ReadOptions Options() => new()
    {
        Ocr = request.Settings.Model != EngineProfile.TextLayerOnly,
        OcrModels = settings.OcrModels,
        OcrLanguages = settings.OcrLanguages,
        TesseractCommand = settings.TesseractCommand,
        Dpi = request.Settings.ImageResolutionDpi,
        ParseAttachments = settings.ParseAttachments,
        OfficeCommand = settings.OfficeCommand,
    };

    private static string Checked(string text) => text.Length <= MaxPageCharacters
        ? text
        : throw new DocumentException(
            ParseErrorCodes.DocumentTooLarge,
            $"A page's text has more than {MaxPageCharacters:N0} characters. Split the document and send its parts.");

    /// <summary>Type and place only: the message may quote the document.</summary>
    private static ParseError Fault(Exception exception)
    {
        Console.Error.WriteLine($"The engine host failed: {exception.GetType().FullName}\n{exception.StackTrace}");
        return new(
            ParseErrorCodes.InternalError, "The engine failed on this document for a reason of its own. Send it again, or report it.");
    }
}
