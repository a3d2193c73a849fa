namespace ParseWorker.Documents.Ocr.Rules;

/// <summary>How thick and how long rules are, for the size of an image's text.</summary>
/// <param name="TextHeight">The usual height of boxes around text, in pixels: about one and a half times the characters' size.</param>
internal readonly record struct RuleSizes(double TextHeight)
{
    /// <summary>Thickest rule: 3 points beside characters of 11, as on drawn pages.</summary>
    public double Thickest => Math.Max(2, 0.18 * TextHeight);

    /// <summary>Shortest rule: a table's row is as high, characters are not.</summary>
    public double Shortest => TextHeight;

    /// <summary>Shortest stretch of a rule in one row of pixels: a skewed rule goes on in the next.</summary>
    public int ShortestRun => Math.Max(6, (int)(TextHeight / 3));

    /// <summary>Widest gap within a stretch: dust, and characters that touch the rule.</summary>
    public int Gap => Math.Max(1, (int)(TextHeight / 12));

    /// <summary>Where to look for the paper beside a pixel: near, because text may follow, and beyond the thickest rule.</summary>
    public int[] Beside => [Math.Max(2, (int)(0.07 * TextHeight)), Math.Max(3, (int)(0.14 * TextHeight)), (int)Thickest + 2];
}
