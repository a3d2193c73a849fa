import { h } from './dom.js';

/** Which page is shown: previous, next, or by its number. */
export class Pager {
  #first;
  #next;
  #input;
  #total;

  constructor(page, onTurn) {
    Object.assign(this, { page: Math.max(1, page || 1), count: 0, onTurn });
    this.#first = h('button', { type: 'button', onclick: () => this.go(this.page - 1) }, 'Previous');
    this.#next = h('button', { type: 'button', onclick: () => this.go(this.page + 1) }, 'Next');
    this.#input = h('input', {
      type: 'number', min: 1, inputmode: 'numeric', 'aria-label': 'Page', onchange: () => this.go(Number(this.#input.value)),
    });
    this.#total = h('span');
    this.element = h('div', { class: 'pager', role: 'group', 'aria-label': 'Pages' }, this.#first, this.#input, this.#total, this.#next);
    this.#show();
  }

  /** Shows a page that the document has; a number outside of it is brought back into it. */
  go(number) {
    const page = Math.min(Math.max(1, Math.trunc(number) || 1), Math.max(1, this.count));
    const turned = page !== this.page;
    this.page = page;
    this.#show();
    if (turned) this.onTurn(page);
  }

  setCount(count) {
    if (count === this.count) return;
    this.count = count;
    this.#show();
  }

  #show() {
    this.#input.value = this.page;
    this.#input.max = Math.max(1, this.count);
    this.#total.textContent = this.count > 0 ? `of ${this.count.toLocaleString('en')}` : '';
    // A button that is switched off would drop the focus: it stays reachable and does nothing.
    this.#first.setAttribute('aria-disabled', this.page <= 1);
    this.#next.setAttribute('aria-disabled', this.page >= this.count);
  }
}
