import { LitElement, css, html, nothing } from 'lit';
import { api } from './api.js';
import { attempt, common } from './common.js';
import { size } from './words.js';

/** What others can see of me, as the node counts it; asked for when it is opened, and again while it is open. */
class KithVisible extends LitElement {
  static properties = { latest: { attribute: false }, shown: { state: true }, seen: { state: true } };

  static styles = [common, css`
    dl { display: grid; gap: 0.9rem; margin-top: 1rem; }
    dt { font-weight: 600; overflow-wrap: anywhere; }
    dd { font-size: 0.925rem; }
  `];

  constructor() {
    super();
    this.shown = false;
  }

  willUpdate(changed) {
    if (changed.has('latest') && this.shown) this.#ask();
  }

  async #ask() {
    await attempt(this, async () => { this.seen = await api.visible(); });
  }

  async #toggle() {
    this.shown = !this.shown;
    if (this.shown) await this.#ask();
  }

  render() {
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">What others can see of me</h2>
          <button class="quiet" type="button" aria-expanded=${this.shown} @click=${this.#toggle}>${this.shown
            ? 'Close'
            : 'Show'}</button>
        </div>
        ${!this.shown || !this.seen ? nothing : this.seen.length === 0
          ? html`<p class="empty">Nobody sees anything of you: you have no bonds, and nothing in the commons.</p>`
          : html`<dl>${this.seen.map((one) => html`
              <div>
                <dt>${one.who}</dt>
                <dd>${one.what} <span class="soft numbers">(${one.count.toLocaleString('en')}${one.bytes > 0
                  ? `, ${size(one.bytes)}`
                  : ''})</span></dd>
                <dd class="soft small">Not: ${one.hidden}.</dd>
              </div>`)}</dl>`}
      </section>`;
  }
}

customElements.define('kith-visible', KithVisible);
