using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>The real stores on a database of their own, where time passes only when a history says so.</summary>
public sealed class ModelDatabase : IAsyncLifetime
{
    // An hour is put between now and all that waits, so that no parse becomes due while nobody looks.
    private const string StopTheClock = """
        create function stop_the_clock() returns trigger language plpgsql as $$
        begin
          if new.run_after > now() then new.run_after := new.run_after + interval '1 hour'; end if;
          if new.queued_at = now() then new.queued_at := now() + interval '1 hour'; end if;
          if new.enqueued_at = now() then new.enqueued_at := now() + interval '1 hour'; end if;
          return new;
        end $$;
        create trigger a_stopped_clock before update of run_after, queued_at, enqueued_at on parseworker.parses
          for each row execute function stop_the_clock();
        """;

    public TestDatabase Database { get; } = new();

    public ServiceProvider Services { get; private set; } = null!;

    public IParseStore Store => Services.GetRequiredService<IParseStore>();

    public IParseQueries Queries => Services.GetRequiredService<IParseQueries>();

    public IAttemptStore Attempts => Services.GetRequiredService<IAttemptStore>();

    public IRecoveryStore Recovery => Services.GetRequiredService<IRecoveryStore>();

    /// <summary>A create whose document is stored; histories vary its id, environment and key.</summary>
    public NewParse Template { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await Database.ExecuteAsync(StopTheClock);
        Services = Database.Services();
        Template = await new TestParses(Database, Services).NewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
