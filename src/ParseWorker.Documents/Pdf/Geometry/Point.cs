namespace ParseWorker.Documents.Pdf.Geometry;

/// <summary>A place on a page, in points; the origin is at the lower left.</summary>
internal readonly record struct Point(double X, double Y);
