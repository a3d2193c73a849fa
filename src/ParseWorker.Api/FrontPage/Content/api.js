import { base } from './base.js';
import { readKey } from './key.js';

const retryPause = 3000;

/** An answer that says no, or none at all; its message is a sentence for people. */
export class ApiError extends Error {
  constructor(status, code, message, retryAfter = null) {
    super(message);
    Object.assign(this, { status, code, retryAfter });
  }

  /** True when the same request may succeed later. */
  get mayPass() {
    return [0, 408, 429, 502, 503, 504].includes(this.status);
  }
}

const unauthorized = new EventTarget();

/** Calls back when the service no longer takes the key. */
export const onUnauthorized = listener => unauthorized.addEventListener('refused', event => listener(event.detail));

/** Sends a request with the key. Throws ApiError for every answer but 2xx. */
export async function send(path, { method = 'GET', json, headers = {}, signal, key = readKey() } = {}) {
  const request = {
    method, signal, cache: 'no-store', credentials: 'omit', redirect: 'error',
    headers: { Authorization: `Bearer ${key}`, ...headers },
  };
  if (json !== undefined) {
    request.body = JSON.stringify(json);
    request.headers['Content-Type'] = 'application/json';
  }
  const answer = await reach(path, request);
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

export const getJson = async (path, options) => jsonOf(await send(path, options));

export const postJson = async (path, json = {}, options = {}) => jsonOf(await send(path, { method: 'POST', json, ...options }));

/** An answer that breaks off, or that a proxy wrote, is none. */
const jsonOf = answer => answer.json().catch(noAnswer);

/** Fetches a document by a link of the service; the link has a token of its own, and the key stays here. */
export async function fetchLink(link, signal) {
  const answer = await reach(here(link, 'downloads'), { signal, credentials: 'omit', cache: 'no-store' });
  if (!answer.ok) throw await refusalOf(answer);
  return answer.blob();
}

/** Sends a file's bytes to the address that the service gave for them. XMLHttpRequest is what tells how far it is. */
export function sendFile(link, headers, file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', here(link, 'uploads'));
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', event => onProgress(event.loaded));
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError')));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve();
      else reject(errorOf(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** A link as this page reaches the service, whatever public address the service knows of itself. */
function here(link, folder) {
  const url = new URL(link);
  const tail = url.pathname.slice(url.pathname.lastIndexOf(`/${folder}/`) + 1);
  return new URL(tail + url.search, base);
}

async function reach(path, request) {
  try {
    return await fetch(new URL(path, base), request);
  } catch (error) {
    return noAnswer(error);
  }
}

function noAnswer(error) {
  throw error.name === 'AbortError' ? error : unreachable();
}

function unreachable() {
  return new ApiError(0, 'unreachable', navigator.onLine
    ? 'The server does not answer. Check that it runs, and that this device reaches it.'
    : 'This device is offline. The page goes on when it is connected again.');
}

async function refusalOf(answer) {
  const error = errorOf(answer.status, await answer.text().catch(noAnswer), answer.headers.get('Retry-After'));
  if (answer.status === 401) unauthorized.dispatchEvent(new CustomEvent('refused', { detail: error }));
  return error;
}

/** The service says what is wrong in a sentence; a proxy before it may not. */
function errorOf(status, body, retryAfter) {
  const wait = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  let said = null;
  if (body.startsWith('{')) {
    try {
      said = JSON.parse(body);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  if (typeof said?.detail === 'string') return new ApiError(status, said.code, said.detail, wait);
  const sentences = {
    413: 'A proxy in front of the server takes no document of this size.',
    502: 'The server behind the proxy does not answer. It may be restarting.',
    503: 'The server cannot answer just now. It may be restarting.',
    504: 'The server took too long to answer.',
  };
  return new ApiError(status, 'unexpected', sentences[status] ?? `The server answered with status ${status}.`, wait);
}

/** Does something again until it succeeds, as long as a later try may; tells each time what went wrong. */
export async function persist(act, onProblem, signal) {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!error.mayPass) throw error;
      onProblem(error);
      await pause(Math.max(retryPause, (error.retryAfter ?? 0) * 1000), signal);
    }
  }
}

/** Waits; ends early when the browser comes online, throws when the signal fires. */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const end = act => () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal?.removeEventListener('abort', stop);
      act();
    };
    const done = end(resolve);
    const stop = end(() => reject(new DOMException('Stopped.', 'AbortError')));
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  });
}
