namespace ParseWorker.Core.Documents;

/// <summary>
/// The bucket that holds documents cannot be reached, or refuses this process. It says nothing of the document; the message says what an
/// operator has to know, and holds no secret.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="isSetup">True when waiting will not help: the bucket is not there, or the credentials are not its.</param>
/// <param name="inner">What the bucket or the way to it said.</param>
public sealed class ObjectStoreException(string message, bool isSetup = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when waiting will not help: settings, keys or rights have to be corrected.</summary>
    public bool IsSetup => isSetup;
}
