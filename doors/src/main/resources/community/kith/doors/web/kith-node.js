import { LitElement, css, html, nothing } from 'lit';
import { common, copy } from './common.js';
import { icons } from './icons.js';
import { TIERS, count, size, span } from './words.js';
import './kith-bar.js';

/** My node: who it is, what it stores for whom, how safe my files are, and what is wrong with the next step. */
class KithNode extends LitElement {
  static properties = { status: { attribute: false }, files: { attribute: false } };

  static styles = [common, css`
    .grid { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 1.5rem 2.5rem; }
    h1 { margin: 0; font: 600 clamp(1.6rem, 1.2rem + 1.8vw, 2.2rem)/1.15 var(--serif); letter-spacing: -0.015em; overflow-wrap: anywhere; }
    dt { font-size: 0.8rem; color: var(--soft); }
    dd { display: flex; align-items: center; justify-content: space-between; gap: 0.25rem; min-width: 0; }
    dd code { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .legend { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.5rem; }
    .legend dd { display: block; font-weight: 600; }
    .dot { display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.4rem; border-radius: 50%; background: var(--sunk); border: 1px solid var(--edge); }
    .dot.moss { background: var(--moss); border-color: var(--moss); }
    .dot.sky { background: var(--sky); border-color: var(--sky); }
    .dot.amber { background: var(--amber); border-color: var(--amber); }
    .tiers { display: flex; flex-wrap: wrap; gap: 0.4rem 1.1rem; }
    .tiers li { display: inline-flex; align-items: center; gap: 0.4rem; }
    .accepted .icon { color: var(--amber); } .durable .icon, .verified .icon { color: var(--moss); }
    .problem { display: flex; gap: 0.75rem; margin-top: 1.25rem; padding: 0.9rem 1rem; border-radius: 0.8rem; background: var(--amber-soft); }
    .problem .icon { margin-top: 0.2em; color: var(--amber); }
    .problem p::first-letter { text-transform: uppercase; }
    summary { cursor: pointer; font-size: 0.875rem; color: var(--soft); padding: 0.3rem 0; border-radius: 0.4rem; }
    @media (max-width: 48rem) { .grid { grid-template-columns: minmax(0, 1fr); } }
  `];

  render() {
    const { status } = this;
    return html`
      <section class="card" aria-labelledby="name">
        <div class="grid">
          <div class="stack">
            <h1 id="name">${status.name}</h1>
            <p>${this.#sentence()}</p>
            ${this.#tiers()}
            <details>
              <summary>Addresses and names of this node</summary>
              <dl class="stack">
                ${this.#name('Peer ID', status.peerId)}
                ${this.#name('Passport', status.passport)}
                ${status.addresses.map((address, i) => this.#name(`Address ${i + 1}`, address))}
              </dl>
            </details>
          </div>
          ${this.#storage()}
        </div>
        ${status.problems.map((problem) => this.#problem(problem))}
      </section>`;
  }

  #sentence() {
    const { status } = this;
    const people = status.people === 0
      ? 'Nobody is in your book yet'
      : `${status.peopleOnline} of ${count(status.people, 'person', 'people')} online`;
    return html`${people}, <span class="soft">up for ${span(status.uptimeSeconds)}, version ${status.version}</span>`;
  }

  #tiers() {
    if (this.files.length === 0) return nothing;
    return html`
      <ul class="tiers" aria-label="How safe my files are">
        ${Object.entries(TIERS).map(([tier, { word, tells }]) => {
          const files = this.files.filter((file) => file.tier === tier).length;
          return files === 0 ? nothing : html`
            <li class=${tier} title=${tells}>${icons[tier]} <span><strong>${files}</strong> ${word}</span></li>`;
        })}
      </ul>`;
  }

  #name(what, text) {
    return html`
      <div>
        <dt>${what}</dt>
        <dd><code title=${text}>${text}</code>
          <button class="quiet" type="button" aria-label="Copy ${what}" @click=${() => copy(this, text, what)}>${icons.copy}</button></dd>
      </div>`;
  }

  #storage() {
    const { layers, diskFreeBytes, pledgedBytes } = this.status;
    const used = (layer) => layers.find((one) => one.layer === layer)?.usedBytes ?? 0;
    const mine = used('sovereign');
    const kith = used('reciprocal');
    const others = used('invested') + used('gift');
    const whole = Math.max(1, mine + kith + others + diskFreeBytes);
    return html`
      <div class="stack">
        <h2>Room on this disk</h2>
        <kith-bar .parts=${[
          { share: mine / whole, tone: 'moss' },
          { share: kith / whole, tone: 'sky' },
          { share: others / whole, tone: 'amber' },
        ]}></kith-bar>
        <dl class="legend numbers">
          <div><dt><span class="dot moss"></span>mine</dt><dd>${size(mine)}</dd></div>
          <div><dt><span class="dot sky"></span>for my people</dt><dd>${size(kith)}</dd></div>
          <div><dt><span class="dot amber"></span>pinned, and gifts</dt><dd>${size(others)}</dd></div>
          <div><dt><span class="dot"></span>free</dt><dd>${size(diskFreeBytes)}</dd></div>
        </dl>
        <p class="small soft">${pledgedBytes === 0
          ? 'You promised nobody room yet.'
          : `You promised your people ${size(pledgedBytes)} in all.`}</p>
      </div>`;
  }

  #problem({ what, cause, nextStep }) {
    return html`
      <div class="problem">${icons.warn}
        <div><p><strong>${what}</strong></p><p>${cause}</p><p class="small">Next step: ${nextStep}</p></div>
      </div>`;
  }
}

customElements.define('kith-node', KithNode);
