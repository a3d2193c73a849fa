// A parse's events as they come. The browser's own EventSource cannot send a key, so the stream is read from fetch.
import { ApiError, pause, send } from './api.js';

const endings = ['completed', 'failed', 'cancelled'];
const longestPause = 15_000;

/** A connection that is silent for so long is dead; the service sends something every 15 s unless it was told otherwise. */
const longestSilence = 60_000;

/**
 * Follows a parse until it has ended or is gone. A stream that is cut off is taken up again after the last event that was seen.
 * `on.event` hears each event, `on.state` hears 'live' and 'reconnecting'.
 */
export async function follow(id, on, signal) {
  const place = { last: 0, wait: 1000, timer: null };
  for (;;) {
    const silence = new AbortController();
    const heard = () => {
      clearTimeout(place.timer);
      place.timer = setTimeout(() => silence.abort(), longestSilence);
    };
    try {
      heard();
      const headers = { Accept: 'text/event-stream', 'Last-Event-ID': String(place.last) };
      const answer = await send(`v1/parses/${id}/events`, { headers, signal: AbortSignal.any([signal, silence.signal]) });
      if (answer.status === 204) return;
      on.state('live');
      if (await read(answer, on, place, heard)) return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && !error.mayPass) throw error;
      place.wait = Math.max(place.wait, (error.retryAfter ?? 0) * 1000);
    } finally {
      clearTimeout(place.timer);
    }
    if (signal.aborted) return;
    on.state('reconnecting');
    await pause(place.wait, signal).catch(() => undefined);
    if (signal.aborted) return;
    place.wait = Math.min(place.wait * 2, longestPause);
  }
}

/** Reads one connection; true when it told the end. */
async function read(answer, on, place, heard) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return false;
    heard();
    place.wait = 1000;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block, place);
      if (!event) continue;
      on.event(event);
      if (endings.includes(event.type)) return true;
    }
  }
}

function parse(block, place) {
  let data = null;
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) place.last = Number(line.slice(4));
    else if (line.startsWith('data: ')) data = line.slice(6);
  }
  return data && JSON.parse(data);
}
