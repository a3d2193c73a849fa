namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>What an operator may do in the dashboard.</summary>
internal enum OperatorRole
{
    /// <summary>Everything: read, cancel and retry.</summary>
    Operate,

    /// <summary>Read, texts of documents included, and change nothing.</summary>
    View,
}
