// One parse: how it stands, its pages, and what can be done with it.
import { pause, persist } from './api.js';
import { announce, badge, copy, h, hasEnded, inOnePiece, pagesText, save, say, spanText, statusOf, nameOf } from './dom.js';
import { PageImages, canShow } from './image.js';
import { bar, factOf } from './list.js';
import { render } from './markdown.js';
import { showSnippets } from './snippets.js';
import { Pager } from './pager.js';

const leastPause = 1000;

/** Characters of a page that are rendered; elements for more of them would hold the browser up. */
const mostRendered = 1_000_000;
const formats = { html: 'HTML', markdown: 'Markdown', json: 'JSON', yaml: 'YAML' };

export class Viewer {
  #control = null;
  #pages = [];
  #view = null;
  #images = null;
  #status = null;
  #reading = false;
  #readAgain = false;
  isSource = false;
  hasImage = true;

  constructor(element, store, { onAgain, onPage }) {
    Object.assign(this, { element, store, onAgain, onPage, id: null });
    store.addEventListener('change', () => this.#refresh());
    store.addEventListener('event', ({ detail }) => this.#hear(detail));
    store.addEventListener('stream', ({ detail }) => {
      if (detail.id === this.id && this.#view) this.#view.stream.hidden = detail.state === 'live';
    });
  }

  /** Shows a parse at a page. */
  async open(id, page) {
    if (id === this.id) return this.#pager?.go(page);
    this.close();
    this.id = id;
    const { signal } = this.#control = new AbortController();
    this.store.setOpen(id);
    this.element.replaceChildren(back(), h('p', { class: 'note' }, 'Loading …'));
    const complain = error => this.element.replaceChildren(back(), h('p', { class: 'problem', role: 'alert' }, error.message));
    try {
      const record = await persist(() => this.store.read(id, signal), complain, signal);
      if (!signal.aborted) this.#build(record, page);
    } catch (error) {
      if (error.name !== 'AbortError') complain(error);
    }
  }

  /** Back to nothing. */
  close() {
    this.#control?.abort();
    this.#images?.close();
    this.#images = this.#view = this.id = null;
    this.#pages = [];
    this.store.setOpen(null);
    this.element.replaceChildren(h('div', { class: 'nothing' },
      h('h2', { id: 'viewer-title' }, 'No document is open'),
      h('p', {}, 'Choose one from the list, or drop a file anywhere on this page.')));
  }

  get #pager() {
    return this.#view?.pager;
  }

  #build(record, page) {
    const pager = new Pager(page, number => this.#turn(number));
    const view = this.#view = {
      pager, badge: h('span'), facts: h('p', { class: 'facts' }), bar: h('div', { class: 'bar' }), stream: streamNote(),
      error: h('div', { class: 'failure', role: 'alert', hidden: true }),
      problem: h('p', { class: 'problem', role: 'alert', hidden: true }), note: h('span', { class: 'hint', role: 'status' }),
      cancel: h('button', { type: 'button', onclick: () => this.#act(() => this.store.cancel(record.id)) }, 'Cancel'),
      copy: h('button', { type: 'button', onclick: () => this.#act(() => copy(this.#text), 'Copied.') }, 'Copy text'),
      save: h('button', { type: 'button', onclick: () => save(this.#text, `${record.file.filename}.md`) }, 'Save text'),
      image: h('div', { class: 'image', tabindex: '-1' }),
      text: h('article', { class: 'text', tabindex: '0', 'aria-label': 'Text' }),
    };
    view.imagePane = h('section', { class: 'pane', 'aria-label': 'Image of the page' }, view.image);
    view.panes = h('div', { class: 'panes' }, view.imagePane,
      h('section', { class: 'pane', 'aria-label': 'Text of the page' }, view.text));
    this.element.replaceChildren(back(),
      h('div', { class: 'viewer-top' }, h('h2', { id: 'viewer-title', title: record.file.filename }, record.file.filename), view.badge),
      view.facts,
      h('div', { class: 'actions' }, view.cancel, view.copy, view.save,
        h('button', { type: 'button', onclick: () => showSnippets(record) }, 'Show as code'), view.note, this.#again(record)),
      view.bar, view.stream, view.problem, view.error,
      h('div', { class: 'tools' }, pager.element, this.#forms(), canShow(record) ? this.#imageSwitch() : null), view.panes);
    this.#images = canShow(record) ? new PageImages(record, view.image) : null;
    this.#status = record.status;
    this.#take(record);
    this.#refresh();
    this.#turn(pager.page, true);
    if ((this.store.progress(record.id)?.done ?? 0) > this.#pages.length) this.#read(); // told while this was loading
  }

  /** The format of tables is a setting of the parse: another one is another parse of the same document. */
  #again(record) {
    const format = h('select', { id: 'again-tables' }, Object.entries(formats).map(([value, name]) =>
      h('option', { value, selected: value === record.table_parsing_format }, name)));
    const act = () => this.#act(() => this.onAgain(record, { model: record.model, table_parsing_format: format.value }));
    return h('span', { class: 'again' }, h('label', { for: 'again-tables' }, 'Tables as'), format,
      h('button', { type: 'button', onclick: act }, 'Parse again'));
  }

  #forms() {
    const choice = (label, isSource) => h('label', {}, h('input', {
      type: 'radio', name: 'form', checked: this.isSource === isSource,
      onchange: () => {
        this.isSource = isSource;
        this.#showText();
      },
    }), h('span', {}, label));
    return h('fieldset', { class: 'segments' }, h('legend', { class: 'unseen' }, 'Text as'),
      choice('Rendered', false), choice('Source', true));
  }

  #imageSwitch() {
    return h('label', { class: 'check' }, h('input', {
      type: 'checkbox', checked: this.hasImage,
      onchange: event => {
        this.hasImage = event.target.checked;
        this.#turn(this.#pager.page, true);
      },
    }), 'Page image');
  }

  get #text() {
    return this.#pages.join('\n\n');
  }

  async #act(act, done = '') {
    const { note } = this.#view;
    try {
      await act();
      note.textContent = done;
    } catch (error) {
      note.textContent = error.message;
    }
  }

  #refresh() {
    const record = this.store.record(this.id);
    const view = this.#view;
    if (!record || !view) return;
    const progress = this.store.progress(this.id);
    view.badge.replaceChildren(badge(statusOf(record)));
    view.facts.textContent = factsOf(record, progress);
    view.cancel.hidden = hasEnded(record) || record.cancellation !== null;
    view.bar.replaceChildren(...hasEnded(record) ? [] : [bar(progress, 'Pages that are done')]);
    if (hasEnded(record)) view.stream.hidden = true;
    view.error.hidden = !record.error;
    if (record.error) view.error.replaceChildren(h('p', {}, record.error.message), h('code', {}, record.error.code));
    this.#pager.setCount(Math.max(this.#pages.length, progress?.count ?? 0, record.usage?.page_count ?? 0));
    if (record.status !== this.#status) {
      this.#status = record.status;
      announce(`${record.file.filename}: ${nameOf(record.status)}.`);
      if (this.#pages[this.#pager.page - 1] === undefined) this.#showText(); // it says why there is none
      if (hasEnded(record)) this.#read();
    }
  }

  #hear({ id, event }) {
    if (id === this.id && this.#view && event.type === 'progress' && (event.details.pages_done ?? 0) > this.#pages.length) this.#read();
  }

  /** Reads the pages that are there, one request at a time and the less often the longer one takes. */
  async #read() {
    this.#readAgain = true;
    if (this.#reading) return;
    this.#reading = true;
    const { id } = this;
    const { signal } = this.#control;
    const { problem } = this.#view;
    try {
      while (this.#readAgain && this.id === id) {
        this.#readAgain = false;
        const started = performance.now();
        const record = await persist(() => this.store.read(id, signal), error => say(problem, error.message), signal);
        if (this.id !== id) return;
        say(problem, '');
        this.#take(record);
        if (hasEnded(record)) return;
        const rest = Math.max(leastPause, 4 * (performance.now() - started));
        await pause(rest, signal);
      }
    } catch (error) {
      if (error.name !== 'AbortError') say(problem, error.message);
    } finally {
      this.#reading = false;
      if (this.#readAgain && this.#view && signal.aborted) this.#read(); // of what was opened meanwhile, the same one or another
    }
  }

  #take(record) {
    const before = this.#pages[this.#pager.page - 1];
    this.#pages = record.output.pages;
    this.#pager.setCount(Math.max(this.#pages.length, this.#pager.count));
    for (const button of [this.#view.copy, this.#view.save]) button.disabled = this.#pages.length === 0;
    if (this.#pages[this.#pager.page - 1] !== before) this.#showText();
  }

  #turn(number, isFirst = false) {
    if (!isFirst) {
      this.onPage(this.id, number);
      announce(`Page ${number} of ${this.#pager.count}`);
    }
    this.#showText();
    const shown = this.#images !== null && this.hasImage;
    this.#view.imagePane.hidden = !shown;
    this.#view.panes.classList.toggle('single', !shown);
    if (shown) this.#images.show(number);
  }

  #showText() {
    const { text, pager } = this.#view;
    const record = this.store.record(this.id);
    const page = this.#pages[pager.page - 1];
    text.scrollTop = 0;
    if (page === undefined) text.replaceChildren(h('p', { class: 'note' }, absent(record, pager)));
    else if (page === '') text.replaceChildren(h('p', { class: 'note' }, 'This page has no text.'));
    else if (this.isSource) text.replaceChildren(h('pre', {}, page));
    else if (page.length > mostRendered) text.replaceChildren(
      h('p', { class: 'note' }, 'This page is too long to be rendered: here is its source.'), h('pre', {}, page));
    else text.replaceChildren(inOnePiece(render(page)));
  }
}

const back = () => h('a', { class: 'back', href: '#' }, 'All documents');

const streamNote = () => h('p', { class: 'hint', hidden: true }, 'The connection was lost. Connecting again …');

function absent(record, pager) {
  if (!hasEnded(record)) return pager.count > 1 ? `Page ${pager.page} is not there yet.` : 'Pages appear here as they are parsed.';
  const sentences = { failed: 'No text came out of this page.', cancelled: 'This page was not parsed before the cancel.' };
  return sentences[record.status] ?? 'Loading …';
}

function factsOf(record, progress) {
  const status = statusOf(record);
  const how = hasEnded(record) ? `ended after ${spanText(record.created_at, record.updated_at)}` : null;
  const who = record.cancellation ? `cancel asked for by ${record.cancellation.requested_by}` : null;
  const pages = status === 'completed' ? pagesText(record.usage.page_count) : factOf(record, progress);
  return [pages, record.model, `created ${new Date(record.created_at).toLocaleString()}`, how, who].filter(one => one).join(' · ');
}
