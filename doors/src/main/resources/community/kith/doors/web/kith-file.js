import { LitElement, css, html, nothing } from 'lit';
import { api } from './api.js';
import { attempt, common, copy, tell } from './common.js';
import { icons } from './icons.js';
import { TIERS, ago, count, size, survives } from './words.js';
import './kith-holders.js';
import './kith-ring.js';

/** One file: how safe it is at a glance, what can be done with it, and on request who holds it. */
class KithFile extends LitElement {
  static properties = { file: { attribute: false }, open: { state: true } };

  static styles = [common, css`
    article { padding: 0.9rem 0; }
    .line { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: 0.5rem 0.9rem; }
    h3 { overflow-wrap: anywhere; }
    .tier { display: inline-flex; align-items: center; gap: 0.3rem; padding: 0.1rem 0.55rem 0.1rem 0.4rem; border-radius: 1rem; font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
    .tier.accepted { background: var(--amber-soft); color: var(--amber); }
    .tier.durable, .tier.verified { background: var(--moss-soft); color: var(--moss); }
    .health { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.6rem; margin-top: 0.2rem; font-size: 0.875rem; }
    .health > * { white-space: nowrap; }
    .about { margin-top: 0.15rem; }
    .does { display: flex; flex-wrap: wrap; justify-content: end; gap: 0.1rem; }
    .does :is(button, a) { min-width: 2.5rem; justify-content: center; padding: 0.4rem; }
    dialog { max-width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); color: var(--ink); }
    dialog::backdrop { background: rgb(20 25 20 / 55%); }
    dialog h2 { margin-bottom: 0.5rem; overflow-wrap: anywhere; }
    dialog .row { margin-top: 1.25rem; justify-content: end; }
    @media (max-width: 40rem) {
      .line { grid-template-columns: auto minmax(0, 1fr); }
      .does { grid-column: 2; justify-content: start; margin-left: -0.65rem; }
    }
  `];

  constructor() {
    super();
    this.open = false;
  }

  async #remove() {
    this.renderRoot.querySelector('dialog').close();
    await attempt(this, async () => {
      await api.remove(this.file.manifest);
      tell(this, `${this.file.name} is removed. It can be restored below the list.`);
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    });
  }

  render() {
    const { file } = this;
    const tier = TIERS[file.tier];
    return html`
      <article aria-labelledby="name">
        <div class="line">
          <kith-ring .n=${file.n} .held=${file.receipts + 1} .losses=${file.lossesSurvived} tier=${file.tier}></kith-ring>
          <div>
            <h3 id="name">${file.name}</h3>
            <div class="health numbers">
              <span class="tier ${file.tier}" title=${tier.tells}>${icons[file.tier]} ${tier.word}</span>
              <span>${survives(file.lossesSurvived)}</span>
              <span class="soft">any ${file.k} of ${count(file.n, 'shard')}</span>
            </div>
            <p class="about soft small numbers">${[
              size(file.sizeBytes) + (file.kind === 'folder' ? ` in ${count(file.entries, 'file')}` : ''),
              file.reach,
              ...(file.mine ? [] : ['kept for somebody']),
            ].join(' · ')} · <time datetime=${file.created} title=${new Date(file.created).toLocaleString()}>${ago(file.created)}</time></p>
          </div>
          ${this.#actions()}
        </div>
        ${this.open ? html`<kith-holders id="holders" .file=${file}></kith-holders>` : nothing}
        ${this.#confirm()}
      </article>`;
  }

  #actions() {
    const { file } = this;
    return html`
      <div class="does">
        <button class="quiet" type="button" aria-expanded=${this.open} aria-label="Who holds ${file.name}" title="Who holds it"
          @click=${() => { this.open = !this.open; }}>${this.open ? icons.less : icons.more}</button>
        <button class="quiet" type="button" aria-label="Copy link to ${file.name}" title="Copy link"
          @click=${() => copy(this, file.link, 'Link')}>${icons.copy}</button>
        <a class="button quiet" href=${api.contentUrl(file.manifest)} download aria-label="Download ${file.name}" title="Download">${icons.down}</a>
        <button class="quiet" type="button" aria-label="Remove ${file.name}" title="Remove" ?hidden=${!file.mine}
          @click=${() => this.renderRoot.querySelector('dialog').showModal()}>${icons.bin}</button>
      </div>`;
  }

  #confirm() {
    return html`
      <dialog aria-labelledby="ask">
        <h2 id="ask">Remove ${this.file.name}?</h2>
        <p>It goes out of your list, and can be restored below it for a while (30 days, unless you changed that). Then your node takes its parts back from your people, and its link stops working.</p>
        <div class="row">
          <button type="button" @click=${() => this.renderRoot.querySelector('dialog').close()}>Keep it</button>
          <button class="danger" type="button" @click=${this.#remove}>Remove</button>
        </div>
      </dialog>`;
  }
}

customElements.define('kith-file', KithFile);
