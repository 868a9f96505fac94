import { LitElement, css, html, nothing } from 'lit';
import { api } from './api.js';
import { attempt, common, tell } from './common.js';
import { ago, size } from './words.js';
import './kith-bar.js';

const GIGABYTE = 1e9;
const PATHS = {
  loopback: 'this computer',
  lan: 'in your network',
  direct: 'direct',
  punched: 'direct, through both routers',
  relayed: 'through a relay',
};

/** Somebody in my book: our bond, whether they are there, and what we hold for each other. */
class KithPerson extends LitElement {
  static properties = {
    person: { attribute: false },
    ending: { attribute: false },
    pledging: { state: true },
    trust: { state: true },
    sure: { state: true },
  };

  static styles = [common, css`
    article { display: grid; gap: 0.6rem; padding: 0.9rem 0; }
    .who { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: 0.75rem; }
    svg.face { display: block; width: 2.5rem; height: 2.5rem; }
    svg.face text { font: 600 15px var(--sans); text-anchor: middle; }
    .tone0 { fill: var(--moss-soft); } .tone1 { fill: var(--amber-soft); } .tone2 { fill: var(--rust-soft); } .tone3 { fill: var(--sunk); }
    svg.face text { fill: var(--ink); }
    .on { fill: var(--moss); stroke: var(--card); stroke-width: 2; } .off { fill: var(--card); stroke: var(--edge); stroke-width: 2; }
    h3 { overflow-wrap: anywhere; }
    .held { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.5rem 1rem; }
    .held p { margin-bottom: 0.25rem; font-size: 0.8rem; color: var(--soft); }
    .held strong { color: var(--ink); font-weight: 600; }
    form { display: flex; flex-wrap: wrap; align-items: end; gap: 0.5rem; }
    form label { flex: 1 1 8rem; }
  `];

  constructor() {
    super();
    this.pledging = false;
    this.sure = false;
  }

  async #open() {
    this.pledging = !this.pledging;
    this.sure = false;
    if (this.pledging) {
      await attempt(this, async () => { this.trust = await api.trust(this.person.did); });
    }
  }

  async #unbond() {
    if (!this.sure) {
      this.sure = true;
      return;
    }
    await attempt(this, async () => {
      await api.unbond(this.person.did);
      this.pledging = false;
      tell(this, `Your bond with ${this.person.name} is over. What you hold for each other is brought elsewhere.`);
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    });
  }

  async #pledge(event) {
    event.preventDefault();
    const gigabytes = Number(new FormData(event.target).get('gigabytes'));
    await attempt(this, async () => {
      await api.pledge(this.person.did, Math.round(gigabytes * GIGABYTE));
      this.pledging = false;
      tell(this, `${this.person.name} can count on ${size(gigabytes * GIGABYTE)} of your disk.`);
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    });
  }

  render() {
    const { person } = this;
    const tone = [...person.did].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 4;
    return html`
      <article>
        <div class="who">
          <svg class="face" viewBox="0 0 40 40" aria-hidden="true">
            <circle class="tone${tone}" cx="20" cy="20" r="19"></circle>
            <text x="20" y="25.5">${[...person.name][0]?.toUpperCase() ?? '?'}</text>
            <circle class=${person.online ? 'on' : 'off'} cx="34" cy="33" r="5"></circle>
          </svg>
          <div>
            <h3 title=${person.did}>${person.name}</h3>
            <p class="small soft">${person.bond} · ${person.online
              ? 'online'
              : person.lastSeen ? `last seen ${ago(person.lastSeen)}` : 'not seen yet'}${person.path
              ? html` · <span title=${person.path.why || person.path.address}>${PATHS[person.path.kind]}</span>`
              : nothing}</p>
            ${person.path?.why ? html`<p class="small soft">${person.path.why}</p>` : nothing}
          </div>
          <button class="quiet" type="button" aria-expanded=${this.pledging}
            aria-label="Change what you pledge to ${person.name}"
            @click=${this.#open}>Bond</button>
        </div>
        <div class="held numbers">
          ${this.#held('For you', person.heldForMe, person.pledgedToMe, 'moss')}
          ${this.#held('For them', person.heldForThem, person.pledgedByMe, 'sky')}
        </div>
        ${this.pledging ? html`${this.#form()}${this.#bond()}` : nothing}
      </article>`;
  }

  #held(title, held, pledged, tone) {
    return html`
      <div>
        <p>${title}<br><strong>${size(held)}</strong> of ${size(pledged)}</p>
        <kith-bar .parts=${[{ share: held / Math.max(1, pledged), tone }]}></kith-bar>
      </div>`;
  }

  /** What our bond allows them, and how to end it. */
  #bond() {
    const reads = this.trust?.reads.filter((one) => one.may).map((one) => one.reach) ?? [];
    return html`
      ${this.trust ? html`<p class="small soft">${this.person.name} may read what you keep for
        ${reads.length > 0 ? reads.join(', ') : 'nobody else'}, and what you put for them by name. Shards of everything
        else are sealed.</p>` : nothing}
      ${this.ending
        ? nothing
        : html`<div class="row">
            <button class="danger" type="button" @click=${this.#unbond}>${this.sure
              ? `Yes, end our bond`
              : 'End this bond'}</button>
            ${this.sure ? html`<span class="small soft">Both of you bring elsewhere what lies with the other; after seven
              days what is left is let go.</span>` : nothing}
          </div>`}`;
  }

  #form() {
    return html`
      <form @submit=${this.#pledge}>
        <label>Room for ${this.person.name}, in GB
          <input name="gigabytes" type="number" min="0" step="any" required
            .value=${String(Math.round(this.person.pledgedByMe / GIGABYTE * 10) / 10)}>
        </label>
        <button class="main" type="submit">Pledge</button>
      </form>`;
  }
}

customElements.define('kith-person', KithPerson);
