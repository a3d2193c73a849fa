namespace ParseWorker.Benchmarks;

/// <summary>Measurements of one thing, in milliseconds.</summary>
internal sealed class Sample(string name)
{
    private readonly List<double> _values = [];

    public string Name => name;

    public double Median => Percentile(50);

    public void Add(TimeSpan value) => _values.Add(value.TotalMilliseconds);

    public void Print() => Console.WriteLine(
        $"{name,-58} p50 {Percentile(50),8:F1} ms   p95 {Percentile(95),8:F1} ms   p99 {Percentile(99),8:F1} ms   n {_values.Count}");

    private double Percentile(double percent)
    {
        if (_values.Count == 0) throw new InvalidOperationException($"Nothing was measured for {name}.");
        var sorted = _values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
