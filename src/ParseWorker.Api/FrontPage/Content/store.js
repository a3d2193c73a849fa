// What this page knows of the key's parses. The list is asked again while something waits or runs; up to two parses are followed live, and
// none while the page is hidden: a browser keeps six connections to a server for all its tabs, two of these are for uploads, and some must
// stay free.
import { ApiError, getJson, postJson } from './api.js';
import { hasEnded } from './dom.js';
import { follow } from './events.js';

const mostFollowed = 2;
const pollEvery = 3000;
const pageLength = 20;

export class Store extends EventTarget {
  #records = new Map();
  #order = [];
  #progress = new Map();
  #followed = new Map();
  #filter = { filename: '', status: '' };
  #open = null;
  #after = null;
  #timer = null;
  #generation = 0;
  #list = 0;
  #isDue = false;
  #failed = null;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => {
      this.#balance();
      if (!document.hidden && this.#isDue) this.refresh();
    });
  }

  /** The listed records, newest first. */
  get rows() {
    return this.#order.map(id => this.#records.get(id));
  }

  /** True when the list could not be read. */
  get hasFailed() {
    return this.#failed !== null;
  }

  get hasMore() {
    return this.#after !== null;
  }

  get isFiltered() {
    return Boolean(this.#filter.filename || this.#filter.status);
  }

  record(id) {
    return this.#records.get(id);
  }

  /** Pages that are done and pages of the document, as far as a live parse told. */
  progress(id) {
    return this.#progress.get(id);
  }

  /** Starts over with another filter. */
  async filter(filter) {
    this.#filter = filter;
    this.#list++;
    this.#order = [];
    this.#after = null;
    await this.refresh();
  }

  /** Asks for the first page of the list. */
  async refresh() {
    const generation = ++this.#generation;
    const asked = new Set(this.#order);
    clearTimeout(this.#timer);
    this.#isDue = false;
    try {
      const page = await this.#page(null);
      if (generation !== this.#generation) return;
      this.#failed = null;
      const fresh = page.data.map(record => this.#keep(record));
      if (this.#order.length <= fresh.length) this.#after = page.list_metadata.after;
      const others = this.#order.filter(id => !fresh.includes(id));
      const missed = others.filter(id => !asked.has(id) && id > (fresh[0] ?? '')); // made while the list was on its way
      this.#order = [...missed, ...fresh, ...others.filter(id => id < (fresh.at(-1) ?? ''))];
      this.#tell('problem', null);
      this.#changed();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (generation !== this.#generation) return;
      this.#failed = error;
      this.#tell('problem', error);
      this.#tell('change');
    } finally {
      if (generation === this.#generation) this.#schedule();
    }
  }

  /** Adds the next page of the list. */
  async more() {
    const list = this.#list;
    const page = await this.#page(this.#after);
    if (list !== this.#list) return;
    for (const record of page.data) {
      const id = this.#keep(record);
      if (!this.#order.includes(id)) this.#order.push(id);
    }
    this.#after = page.list_metadata.after;
    this.#changed();
  }

  /** Reads one record with the pages that are there; it is followed as long as it is open. */
  async read(id, signal) {
    const record = await getJson(`v1/parses/${id}?include_partial=true`, { signal });
    this.#keep({ ...record, output: null });
    this.#changed();
    return record;
  }

  /** A parse that was just made. */
  add(record) {
    const id = this.#keep({ ...record, output: null });
    if (!this.#order.includes(id)) this.#order.unshift(id);
    this.#changed();
    this.#schedule();
  }

  async cancel(id) {
    const record = await postJson(`v1/parses/${id}/cancel`);
    this.#keep({ ...record, output: null });
    this.#changed();
    return record;
  }

  setOpen(id) {
    this.#open = id;
    this.#balance();
  }

  /** Ends every stream and forgets everything. */
  clear() {
    this.#generation++;
    this.#list++;
    this.#failed = null;
    this.#isDue = false;
    clearTimeout(this.#timer);
    for (const control of this.#followed.values()) control.abort();
    for (const known of [this.#records, this.#progress, this.#followed]) known.clear();
    this.#order = [];
    this.#after = null;
    this.#open = null;
  }

  #page(after) {
    const query = new URLSearchParams({ limit: pageLength, include_output: false });
    for (const [name, value] of Object.entries({ ...this.#filter, after })) if (value) query.set(name, value);
    return getJson(`v1/parses?${query}`);
  }

  /** Takes a record over, unless an older answer arrived late. */
  #keep(record) {
    const known = this.#records.get(record.id);
    if (!known || !hasEnded(known) && known.updated_at <= record.updated_at) this.#records.set(record.id, record);
    return record.id;
  }

  #changed() {
    this.#balance();
    this.#tell('change');
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #schedule() {
    clearTimeout(this.#timer);
    if (!this.#failed?.mayPass && ![...this.#records.values()].some(record => !hasEnded(record))) return;
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#isDue = true;
      else this.refresh();
    }, Math.max(pollEvery, (this.#failed?.retryAfter ?? 0) * 1000));
  }

  /** Follows the open parse, then those that run, then those that wait. */
  #balance() {
    const rank = record => record.id === this.#open ? 0 : record.status === 'in_progress' ? 1 : 2;
    const wanted = [...this.#records.values()].filter(record => !hasEnded(record))
      .sort((one, other) => rank(one) - rank(other) || one.id.localeCompare(other.id))
      .slice(0, document.hidden ? 0 : mostFollowed).map(record => record.id);
    for (const [id, control] of this.#followed) {
      if (!wanted.includes(id)) {
        control.abort();
        this.#followed.delete(id);
      }
    }
    for (const id of wanted.filter(id => !this.#followed.has(id))) this.#follow(id);
  }

  async #follow(id) {
    const control = new AbortController();
    this.#followed.set(id, control);
    const on = {
      event: event => this.#hear(id, event, control.signal),
      state: state => this.#tell('stream', { id, state }),
    };
    try {
      await follow(id, on, control.signal);
      if (!control.signal.aborted) await this.#reread(id, control.signal);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) this.#forget(id);
      else this.#tell('problem', error);
    } finally {
      if (this.#followed.get(id) === control) this.#followed.delete(id);
    }
  }

  #hear(id, event, signal) {
    if (event.type === 'progress') {
      this.#progress.set(id, { done: event.details.pages_done ?? 0, count: event.details.page_count ?? null });
      this.#tell('change');
    } else if (['claimed', 'cancel_requested', 'handed_back', 'taken_back', 'retried', 'queued'].includes(event.type)) {
      this.#reread(id, signal).catch(error => this.#tell('problem', error));
    }
    this.#tell('event', { id, event });
  }

  async #reread(id, signal) {
    try {
      const record = await getJson(`v1/parses/${id}?include_output=false`, { signal });
      this.#keep(record);
      this.#changed();
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  }

  /** Somebody deleted it. */
  #forget(id) {
    this.#records.delete(id);
    this.#progress.delete(id);
    this.#order = this.#order.filter(one => one !== id);
    this.#tell('change');
  }
}
