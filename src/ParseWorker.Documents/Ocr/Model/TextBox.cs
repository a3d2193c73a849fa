namespace ParseWorker.Documents.Ocr.Model;

/// <summary>A rectangle around a line of text, which may be skewed. In pixels; the origin is at the upper left.</summary>
/// <param name="CenterX">Its middle, from the left.</param>
/// <param name="CenterY">Its middle, from the top.</param>
/// <param name="Width">Along the line.</param>
/// <param name="Height">Across the line.</param>
/// <param name="Angle">Radians the line is turned by; above 0 it falls to the right.</param>
internal readonly record struct TextBox(double CenterX, double CenterY, double Width, double Height, double Angle)
{
    /// <summary>So much higher than wide that it holds no single character, but a line that was turned.</summary>
    public bool IsVertical => Height > 2.2 * Width;

    /// <summary>The same box in an image that is larger by two factors which are nearly one.</summary>
    public TextBox Scaled(double x, double y) => new(CenterX * x, CenterY * y, Width * x, Height * y, Angle);

    /// <summary>The same box in an image that begins elsewhere.</summary>
    public TextBox Moved(double x, double y) => this with { CenterX = CenterX + x, CenterY = CenterY + y };

    /// <summary>The same box in an image that is turned back by an angle, about its upper left corner.</summary>
    public TextBox Turned(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return this with { CenterX = CenterX * cos + CenterY * sin, CenterY = CenterY * cos - CenterX * sin, Angle = Angle - angle };
    }

    /// <summary>Whether a place lies within it, and not within its margin.</summary>
    public bool Holds(double x, double y, double margin)
    {
        // Most are far away, and images may have thousands of boxes.
        if (Math.Abs(x - CenterX) + Math.Abs(y - CenterY) > Width + Height) return false;
        var (sin, cos) = Math.SinCos(Angle);
        var (along, across) = ((x - CenterX) * cos + (y - CenterY) * sin, (y - CenterY) * cos - (x - CenterX) * sin);
        return Math.Abs(along) < Width / 2 - margin && Math.Abs(across) < Height / 2 - margin;
    }

    /// <summary>The same rectangle, read along its other side, upwards.</summary>
    public TextBox ReadUpwards() => new(CenterX, CenterY, Height, Width, Angle - Math.PI / 2);

    /// <summary>The same rectangle, read from its other end.</summary>
    public TextBox ReadBackwards() => this with { Angle = Angle + Math.PI };
}
