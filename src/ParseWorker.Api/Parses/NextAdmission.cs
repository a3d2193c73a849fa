using ParseWorker.Core.Admission;

namespace ParseWorker.Api.Parses;

/// <summary>Fills the room that a parse leaves when it ends or goes.</summary>
internal static class NextAdmission
{
    /// <summary>
    /// Admits the next parses of the environment once the answer is out; the dispatcher logs what fails, the sweeper catches up.
    /// </summary>
    public static void AdmitAfter(this ParseDispatcher dispatcher, HttpResponse response, string environment) =>
        response.OnCompleted(() =>
        {
            _ = dispatcher.AdmitAsync(environment, CancellationToken.None);
            return Task.CompletedTask;
        });
}
