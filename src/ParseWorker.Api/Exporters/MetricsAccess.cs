namespace ParseWorker.Api.Exporters;

/// <summary>Who may read <c>/metrics</c>.</summary>
internal enum MetricsAccess
{
    /// <summary>Whoever knows the operator's password (HTTP Basic) or the admin key (Bearer).</summary>
    Operators,

    /// <summary>Whoever reaches the API's port.</summary>
    Anyone,

    /// <summary>Nobody: the path is as unknown as any other.</summary>
    Off,
}
