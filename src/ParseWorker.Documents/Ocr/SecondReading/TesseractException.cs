namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>Why Tesseract gave no text: a clause whose "it" is Tesseract. Holds nothing of the document.</summary>
internal sealed class TesseractException(string why) : Exception(why);
