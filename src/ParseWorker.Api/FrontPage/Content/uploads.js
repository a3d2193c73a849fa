// Files on their way: announced, sent, completed and parsed, two at a time. What fails for now is tried again, with the same
// Idempotency-Key, so that no document is parsed twice.
import { ApiError, pause, postJson, sendFile } from './api.js';
import { announce } from './dom.js';

const mostAtOnce = 2;
const mostTries = 6;

/** Files by their parse, so that what was just sent need not be fetched to be shown. */
const sent = new Map();

export const sentFile = id => sent.get(id);

export class Uploads extends EventTarget {
  #running = 0;
  rows = [];

  constructor(onCreated) {
    super();
    this.onCreated = onCreated;
  }

  add(files, settings) {
    for (const file of files) {
      this.rows.unshift({
        file, settings, name: file.name, status: 'waiting', loaded: 0, error: null, note: null,
        control: new AbortController(), key: randomKey(),
      });
    }
    announce(files.length === 1 ? `${files[0].name} was added.` : `${files.length} documents were added.`);
    this.#changed();
    this.#next();
  }

  stop(row) {
    row.control.abort();
    this.#remove(row);
  }

  again(row) {
    Object.assign(row, { status: 'waiting', loaded: 0, error: null, control: new AbortController() });
    this.#changed();
    this.#next();
  }

  clear() {
    for (const row of [...this.rows]) this.stop(row);
    sent.clear();
  }

  #next() {
    while (this.#running < mostAtOnce) {
      const row = this.rows.findLast(one => one.status === 'waiting');
      if (!row) return;
      this.#running++;
      row.status = 'uploading';
      this.#run(row).finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }

  async #run(row) {
    try {
      const record = await this.#patiently(row, () => this.#send(row));
      sent.set(record.id, row.file);
      this.#remove(row);
      this.onCreated(record);
    } catch (error) {
      if (row.control.signal.aborted) return;
      row.status = 'failed';
      row.error = error instanceof ApiError ? error.message : `The file could not be read: ${error.message}`;
      announce(`${row.name}: ${row.error}`);
    }
    this.#changed();
  }

  /** Tries again while a later try may pass: at the time that the server names, or after 1, 2, 4 … seconds. */
  async #patiently(row, act) {
    for (let tries = 1; ; tries++) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof ApiError) || !error.mayPass || tries === mostTries) throw error;
        const seconds = error.retryAfter ?? 2 ** (tries - 1);
        row.note = `${error.message} Trying again in ${seconds} s.`;
        this.#changed();
        await pause(seconds * 1000, row.control.signal);
        row.note = null;
      }
    }
  }

  /** The steps of one file; a repeated try goes on with the first that was not done. */
  async #send(row) {
    const { file, control: { signal } } = row;
    if (file.size === 0) throw new ApiError(422, 'document_empty', 'The file is empty. Choose one that holds a document.');
    if (!row.document) {
      const announced = { filename: file.name, size_bytes: file.size, content_type: file.type || 'application/octet-stream' };
      const upload = await postJson('v1/files/upload', announced, { signal });
      const onProgress = loaded => {
        row.loaded = loaded;
        this.#changed();
      };
      await sendFile(upload.uploadUrl, upload.uploadHeaders, file, onProgress, signal);
      row.document = await postJson(`v1/files/upload/${upload.fileId}/complete`, {}, { signal });
    }
    return create(row.document, row.settings, { signal, headers: { 'Idempotency-Key': row.key } });
  }

  #remove(row) {
    this.rows = this.rows.filter(one => one !== row);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Makes a parse of a stored file. */
export const create = (document, settings, options) =>
  postJson('v1/parses', { document, background: true, ...settings }, options);

/** Makes another parse of a parse's document. */
export const parseAgain = (record, settings) => create({ id: record.file.id, filename: record.file.filename }, settings,
  { headers: { 'Idempotency-Key': randomKey() } });

/** crypto.randomUUID is there only where the page is served securely. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
