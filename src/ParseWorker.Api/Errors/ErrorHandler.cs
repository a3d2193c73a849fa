using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using ParseWorker.Core.Documents;
using ParseWorker.Postgres;

namespace ParseWorker.Api.Errors;

/// <summary>Turns whatever a request threw into its answer. Only faults of this service are errors in the log.</summary>
internal sealed partial class ErrorHandler(ILogger<ErrorHandler> logger) : IExceptionHandler
{
    /// <summary>SQLSTATE <c>disk_full</c>.</summary>
    private const string DiskFull = "53100";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            ClientLeft(httpContext.Request.Method, httpContext.Request.Path);
            return true;
        }

        await ErrorAnswers.WriteAsync(httpContext, Describe(httpContext, exception));
        return true;
    }

    private ApiError Describe(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RefusedException refused:
                return refused.Error;
            case BadHttpRequestException bad:
                return ErrorAnswers.ForStatus(bad.StatusCode, context.Request);
            case SpoolException:
                SpoolFull(exception, context.Request.Method, context.Request.Path);
                return new(StatusCodes.Status503ServiceUnavailable, "spool_full",
                    "The server's disk does not take the document; nothing was stored. Try again when its operator has made room.");
            case ObjectStoreException:
                BucketUnavailable(context.Request.Method, context.Request.Path, exception.Message);
                return new(StatusCodes.Status503ServiceUnavailable, "bucket_unavailable",
                    "The bucket that holds documents cannot be reached just now. Try again in a moment.");
            case DbException { SqlState: DiskFull }:
                DatabaseFull(exception, context.Request.Method, context.Request.Path);
                return new(StatusCodes.Status503ServiceUnavailable, "database_full",
                    "The database has no room on its disk; nothing was stored. Try again when its operator has made some.");
            case DbException fault when fault.SqlState is null || DatabaseFaults.IsPassing(fault):
                DatabaseUnavailable(exception, context.Request.Method, context.Request.Path);
                return new(StatusCodes.Status503ServiceUnavailable, "database_unavailable",
                    "The database cannot be reached just now. Try again in a moment.");
            default:
                Failed(exception, context.Request.Method, context.Request.Path);
                return new(StatusCodes.Status500InternalServerError, "internal_error",
                    $"Something went wrong in this service; its log says more under {context.TraceIdentifier}.",
                    new Dictionary<string, string> { ["request_id"] = context.TraceIdentifier });
        }
    }

    [LoggerMessage(6001, LogLevel.Error, "{Method} {Path} failed")]
    private partial void Failed(Exception exception, string method, PathString path);

    [LoggerMessage(6002, LogLevel.Error, "{Method} {Path} could not reach the database")]
    private partial void DatabaseUnavailable(Exception exception, string method, PathString path);

    [LoggerMessage(6004, LogLevel.Error, "{Method} {Path}: the database's disk is full; make room on it")]
    private partial void DatabaseFull(Exception exception, string method, PathString path);

    [LoggerMessage(6005, LogLevel.Error, "{Method} {Path}: the disk that documents are spooled to takes none; make room on it")]
    private partial void SpoolFull(Exception exception, string method, PathString path);

    [LoggerMessage(6006, LogLevel.Error, "{Method} {Path}: {Why}")]
    private partial void BucketUnavailable(string method, PathString path, string why);

    [LoggerMessage(6003, LogLevel.Debug, "{Method} {Path}: the client went away")]
    private partial void ClientLeft(string method, PathString path);
}
