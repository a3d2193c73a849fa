// The image of a page, drawn here from the document itself: PDFs by pdf.js in a worker, images by the browser. Nothing of it runs in the
// server, and nothing is fetched from elsewhere.
import { fetchLink, getJson } from './api.js';
import { h } from './dom.js';
import { sentFile } from './uploads.js';

const shownByBrowsers = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'];
const mostPixels = 6_000_000;
const workerAddress = new URL('Vendored/pdfjs/pdf.worker.min.mjs', import.meta.url).href;

/** The policy that the page's content policy allows: it lets pass one address, that of the worker. */
const policy = globalThis.trustedTypes?.createPolicy('parseworker-page', {
  createScriptURL: address => {
    if (address !== workerAddress) throw new TypeError(`No script runs from ${address}.`);
    return address;
  },
});

let library = null;
let worker = null;

/** True when pages of such a document can be shown. */
export const canShow = record => record.file.mime_type === 'application/pdf' || shownByBrowsers.includes(record.file.mime_type);

/** A document whose pages are shown in an element. */
export class PageImages {
  #control = new AbortController();
  #source = null;
  #drawing = null;
  #turn = 0;

  constructor(record, element) {
    this.record = record;
    this.element = element;
  }

  /** Shows a page; the last call counts. */
  async show(number) {
    const turn = ++this.#turn;
    this.element.setAttribute('aria-busy', 'true');
    try {
      const draw = await (this.#source ??= this.#open().catch(error => {
        this.#source = null; // the next page tries again
        throw error;
      }));
      if (turn !== this.#turn) return;
      this.#drawing?.cancel();
      const shown = await draw(number, drawing => { this.#drawing = drawing; });
      if (turn === this.#turn) this.element.replaceChildren(shown);
    } catch (error) {
      if (error.name === 'AbortError' || error.name === 'RenderingCancelledException' || turn !== this.#turn) return;
      this.element.replaceChildren(h('p', { class: 'note' }, sentenceOf(error)));
    } finally {
      if (turn === this.#turn) this.element.removeAttribute('aria-busy');
    }
  }

  /** Stops what runs and lets go of the document. */
  close() {
    this.#turn++;
    this.#control.abort();
    this.#drawing?.cancel();
    this.release?.();
  }

  async #open() {
    const content = sentFile(this.record.id) ?? await this.#fetch();
    return this.record.file.mime_type === 'application/pdf' ? this.#openPdf(content) : this.#openImage(content);
  }

  async #fetch() {
    const { signal } = this.#control;
    const link = await getJson(`v1/files/${this.record.file.id}/download-link`, { signal });
    return fetchLink(link.download_url, signal);
  }

  #openImage(content) {
    const address = URL.createObjectURL(new Blob([content], { type: this.record.file.mime_type }));
    this.release = () => URL.revokeObjectURL(address);
    return async () => {
      const image = h('img', { src: address, alt: this.#describe(1) });
      await image.decode();
      return image;
    };
  }

  async #openPdf(content) {
    const pdfjs = await load();
    const data = await content.arrayBuffer();
    this.#control.signal.throwIfAborted();
    const loading = pdfjs.getDocument({
      worker, data, useWasm: false, isEvalSupported: false, enableXfa: false, stopAtErrors: false,
      wasmUrl: new URL('Vendored/pdfjs/', import.meta.url).href, useSystemFonts: true, verbosity: 0,
    });
    this.release = () => loading.destroy();
    const pdf = await loading.promise;
    return async (number, onDrawing) => {
      if (number > pdf.numPages) throw new RangeError(`The document has no page ${number} to draw: this text comes from something in it.`);
      const page = await pdf.getPage(number);
      const canvas = h('canvas', { role: 'img', 'aria-label': this.#describe(number) });
      const natural = page.getViewport({ scale: 1 });
      const width = Math.max(280, this.element.clientWidth) * Math.min(2, devicePixelRatio);
      const scale = Math.min(width / natural.width, Math.sqrt(mostPixels / (natural.width * natural.height)));
      const viewport = page.getViewport({ scale });
      canvas.width = Math.ceil(viewport.width);
      canvas.height = Math.ceil(viewport.height);
      const drawing = page.render({ canvas, viewport });
      onDrawing(drawing);
      await drawing.promise;
      page.cleanup();
      return canvas;
    };
  }

  #describe(number) {
    return `Page ${number} of ${this.record.file.filename}`;
  }
}

/** pdf.js is loaded with the first PDF. Its worker is this page's: a document that is closed does not end it. */
const load = () => library ??= start().catch(error => {
  library = null;
  throw error;
});

async function start() {
  const pdfjs = await import('./Vendored/pdfjs/pdf.min.mjs');
  const address = policy ? policy.createScriptURL(workerAddress) : workerAddress;
  worker = pdfjs.PDFWorker.create({ port: new Worker(address, { type: 'module' }) });
  return pdfjs;
}

function sentenceOf(error) {
  switch (error.name) {
    case 'PasswordException': return 'The page can’t be drawn: the document has a password.';
    case 'InvalidPDFException': return 'The page can’t be drawn: the PDF is damaged.';
    case 'EncodingError': return 'The browser can’t show this image.';
    case 'ApiError': case 'RangeError': case 'Error': return error.message;
    default: return `The page can’t be drawn: ${error.message}`;
  }
}
