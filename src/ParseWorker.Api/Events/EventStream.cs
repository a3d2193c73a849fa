using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Events;

/// <summary>
/// Answers with server-sent events (WHATWG HTML, section 9.2) until the parse has ended or is gone, the client goes away, or this
/// process stops.
/// </summary>
/// <param name="id">The parse.</param>
/// <param name="after">The number of the last event that the client knows.</param>
/// <param name="subscriptions">Delivers the events.</param>
/// <param name="limit">How many streams may be open.</param>
/// <param name="heartbeat">The longest silence.</param>
internal sealed class EventStream(ParseId id, int after, ParseSubscriptions subscriptions, EventStreamLimit limit, TimeSpan heartbeat)
    : IResult
{
    /// <summary>When a client that was cut off connects again; browsers wait longer by themselves.</summary>
    private static readonly byte[] Greeting = "retry: 1000\n\n"u8.ToArray();

    /// <summary>A comment: clients ignore it, proxies see life, and a client that is gone is noticed.</summary>
    private static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var permit = limit.Acquire();
        using var subscription = subscriptions.SubscribeToEvents(id, after);
        Prepare(httpContext);
        await SendAsync(subscription, httpContext.Response.BodyWriter, httpContext.RequestAborted);
    }

    private static void Prepare(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";

        // nginx and those that learned from it hold answers back until a buffer is full.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task SendAsync(EventSubscription subscription, PipeWriter body, CancellationToken token)
    {
        await body.WriteAsync(Greeting, token);
        while (await subscription.NextAsync(heartbeat, token) is { } events)
        {
            foreach (var happened in events) Write(body, happened);
            if (events.Count == 0) await body.WriteAsync(Heartbeat, token);
            else await body.FlushAsync(token);
            if (events is [.., { IsEnding: true }]) return;
        }
    }

    private static void Write(PipeWriter body, ParseEventBody happened)
    {
        // Numbers, names of ours and JSON hold no line break, which would end the field.
        if (happened.N is { } n) Write(body, string.Create(CultureInfo.InvariantCulture, $"id: {n}\n"));
        Write(body, $"event: {happened.Type}\ndata: {JsonSerializer.Serialize(happened, EventJson.Contract.ParseEventBody)}\n\n");
    }

    private static void Write(PipeWriter body, string text) => Encoding.UTF8.GetBytes(text.AsSpan(), body);
}
