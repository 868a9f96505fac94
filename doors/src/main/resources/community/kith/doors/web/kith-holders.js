import { LitElement, css, html, nothing } from 'lit';
import { api } from './api.js';
import { attempt, common, tell } from './common.js';
import { icons } from './icons.js';
import { ago, count } from './words.js';

/** Who holds a file now, what that means, and asking them all to prove it. */
class KithHolders extends LitElement {
  static properties = { file: { attribute: false }, health: { state: true }, checking: { state: true } };

  static styles = [common, css`
    :host { margin-top: 0.75rem; padding: 1rem; border-radius: 0.8rem; background: var(--sunk); }
    ul { display: grid; gap: 0.35rem; margin: 0.75rem 0; }
    li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.6rem; }
    li strong { font-weight: 600; overflow-wrap: anywhere; }
    .dot { display: inline-block; width: 0.6rem; height: 0.6rem; flex: none; border-radius: 50%; box-shadow: inset 0 0 0 2px var(--edge); }
    .dot.on { background: var(--moss); box-shadow: none; }
    summary { cursor: pointer; border-radius: 0.4rem; }
    details { margin: 0.5rem 0 0.75rem; }
  `];

  constructor() {
    super();
    this.checking = false;
  }

  willUpdate(changed) {
    if (changed.has('file')) this.#load();
  }

  async #load() {
    const health = await attempt(this, () => api.health(this.file.manifest));
    if (health) this.health = health;
  }

  async #check() {
    this.checking = true;
    const health = await attempt(this, () => api.check(this.file.manifest));
    this.checking = false;
    if (health) {
      this.health = health;
      tell(this, health.sentence);
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    }
  }

  render() {
    const { health } = this;
    if (!health) return html`<p class="soft">Asking your node …</p>`;
    return html`
      <p>${health.sentence}</p>
      <ul class="small">${health.holders.map((holder) => this.#holder(holder))}</ul>
      ${health.missingHolders > 0 ? html`
        <p class="small">Next step: invite ${count(health.missingHolders, 'more person', 'more people')}, or wait until they come online.</p>` : nothing}
      <details class="small">
        <summary class="soft">How this was chosen</summary>
        <p>${health.reasoning}. ${count(health.segments, 'segment')}, ${count(health.shards, 'shard')},
          ${health.missingShards === 0 ? 'all there' : `${health.missingShards} missing now`}.</p>
      </details>
      <button type="button" ?disabled=${this.checking} @click=${this.#check}>${icons.look} ${this.checking ? 'Asking everyone …' : 'Check with everyone now'}</button>`;
  }

  #holder(holder) {
    const proved = holder.verified ? `proved it ${ago(holder.verified)}` : 'signed for it';
    const seen = holder.online ? 'online' : holder.lastSeen ? `last seen ${ago(holder.lastSeen)}` : 'not seen yet';
    return html`
      <li>
        <span class="dot ${holder.online ? 'on' : ''}" aria-hidden="true"></span>
        <strong title=${holder.peerId}>${holder.me ? `${holder.name} (here)` : holder.name}</strong>
        <span class="soft">${count(holder.shards, 'shard')}${holder.me ? '' : `, ${seen}, ${proved}`}</span>
      </li>`;
  }
}

customElements.define('kith-holders', KithHolders);
