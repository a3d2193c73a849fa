using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3;

/// <summary>
/// What bucket and SDK say, as sentences. A message of theirs is not repeated where it may quote what was sent: keys and signatures are
/// none of a log's business.
/// </summary>
internal sealed class BucketFaults(S3Options options)
{
    /// <summary>True when the object is not there, but its bucket is.</summary>
    public static bool IsMissing(Exception exception) => exception is AmazonS3Exception { ErrorCode: "NoSuchKey" };

    /// <summary>The fault as whoever stores and reads documents knows it.</summary>
    public ObjectStoreException Explain(Exception exception) => exception switch
    {
        ObjectStoreException known => known,
        AmazonS3Exception answer => Explain(answer),
        AmazonClientException { InnerException: null } => Setup(
            "no credentials were found: set S3__AccessKey and S3__SecretKey, or provide them where the AWS SDK looks", exception),
        _ => Passing("does not answer", exception),
    };

    private ObjectStoreException Explain(AmazonS3Exception answer) => answer.ErrorCode switch
    {
        "NoSuchBucket" => Setup("there is no such bucket: create it, or correct S3__Bucket", answer),
        "InvalidAccessKeyId" => Setup("the server does not know the access key: correct S3__AccessKey", answer),
        "SignatureDoesNotMatch" => Setup("the secret is not that of the access key: correct S3__SecretKey", answer),
        "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" => Setup("the credentials have expired: renew them", answer),
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => Setup(
            "the bucket is in another region: correct S3__Region or S3__Endpoint", answer),
        "RequestTimeTooSkewed" => Setup("this machine's clock and the server's differ by more than the protocol allows: set it", answer),
        _ when answer.StatusCode == HttpStatusCode.Forbidden => Setup(
            "access is denied: the key needs s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload",
            answer),
        _ when answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) => Setup(
            $"the server refuses a request of the kind that is needed ({(int)answer.StatusCode} {answer.ErrorCode})", answer),
        _ => Passing($"answers {(int)answer.StatusCode} {answer.ErrorCode}".TrimEnd(), answer),
    };

    private ObjectStoreException Setup(string what, Exception inner) =>
        new($"The bucket '{options.Bucket}' at {options.Place} cannot be used: {what}.", isSetup: true, inner);

    private ObjectStoreException Passing(string what, Exception inner) =>
        new($"The bucket '{options.Bucket}' at {options.Place} {what}.", inner: inner);
}
