using System.Reflection;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Reference;

/// <summary>What the OpenAPI document says is enough to write a client by machine, and true.</summary>
[Trait("Needs", "Time")]
public sealed class GeneratedClientTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Program = """
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Generated;

        public static class Program
        {
            public static async Task<string[]> RunAsync(string url, HttpClient http, CancellationToken token)
            {
                var said = new List<string>();
                var client = new Client(url, http);
                var body = new CreateBody
                {
                    Document = new CreateDocument { Filename = "a.txt", Url = "data:text/plain;base64,aGVsbG8=" },
                    Background = true,
                    Expires_after = 3600,
                };
                var created = await client.CreateParseAsync("a-key", body, token);
                said.Add($"{created.Status} {created.File.Mime_type} {created.Output.Pages.Count} {created.Expires_at is not null}");
                said.Add($"{(await client.CreateParseAsync("a-key", body, token)).Id == created.Id}");

                var polled = await client.GetParseAsync(created.Id, false, null, "wait=0", token);
                said.Add($"{polled.Status} {polled.Usage is null}");

                var list = await client.ListParsesAsync(10, Order.Desc, null, null, null, null, null, null, true, token);
                said.Add($"{list.Data.Count} {list.List_metadata.After is null}");

                var cancelled = await client.CancelParseAsync(created.Id, null, token);
                said.Add($"{cancelled.Status} {cancelled.Cancellation?.Requested_by} {cancelled.Error is null}");

                var many = await client.CancelParsesAsync(new CancelParsesBody { Ids = new[] { created.Id } }, token);
                foreach (var line in many.Data) said.Add($"{line.Outcome} {line.Status}");

                try
                {
                    await client.GetParseAsync("prs_01ARZ3NDEKTSV4RRFFQ69G5FAV", null, null, null, token);
                }
                catch (ApiException<ErrorBody> refused)
                {
                    said.Add($"{refused.StatusCode} {refused.Result.Code}");
                }

                await client.DeleteParseAsync(created.Id, token);
                return said.ToArray();
            }
        }
        """;

    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task GeneratedClient_Parse_CreatesPollsCancelsAndReadsErrors()
    {
        var document = await _api.Anonymous.GetStringAsync("/openapi/v1.json");
        var client = await GeneratedClient.CompileAsync(document, Program);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {_api.Secret}");

        var run = client.GetType("Program")!.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!;
        var said = await (Task<string[]>)run.Invoke(null, [_api.Url.ToString(), http, TestContext.Current.CancellationToken])!;

        Assert.Equal(
            [
                "Queued text/plain 0 True", "True", "Queued True", "1 True", "Cancelled tests True", "Already_terminal Cancelled",
                "404 not_found",
            ],
            said);
    }
}
