import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from './api.js';
import { attempt, common, tell } from './common.js';
import { ago, count } from './words.js';

/** The devices that speak for the owner: those that are, those that ask, and what is wrong with one. */
class KithDevices extends LitElement {
  static properties = {
    latest: { attribute: false },
    all: { state: true },
    joining: { state: true },
    ticket: { state: true },
    sure: { state: true },
  };

  static styles = [common, css`
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.75rem; padding: 0.75rem 0; }
    li + li { border-top: 1px solid var(--line); }
    .state { padding: 0.1rem 0.55rem; border-radius: 1rem; font-size: 0.8rem; background: var(--moss-soft); justify-self: end; align-self: start; white-space: nowrap; }
    .bad { background: var(--rust-soft); }
    .more { grid-column: 1 / -1; overflow-wrap: anywhere; }
    .words { font-size: 1.1rem; font-weight: 600; }
    .ticket { overflow-wrap: anywhere; font-family: monospace; background: var(--sunk); padding: 0.5rem; border-radius: 0.5rem; user-select: all; }
  `];

  #timer;

  constructor() {
    super();
    this.all = [];
    this.joining = [];
    this.ticket = null;
    this.sure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#refresh();
    this.#timer = setInterval(() => { if (this.ticket) this.#refresh(); }, 2000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  updated(changed) {
    if (changed.has('latest')) this.#refresh();
  }

  async #refresh() {
    try {
      const [all, joining] = await Promise.all([api.devices(), api.joiningDevices()]);
      if (JSON.stringify(all) !== JSON.stringify(this.all)) this.all = all;
      if (JSON.stringify(joining) !== JSON.stringify(this.joining)) this.joining = joining;
    } catch {
      // the page itself tells when the node does not answer
    }
  }

  #do(deed, words) {
    return attempt(this, async () => {
      await deed();
      this.sure = null;
      tell(this, words);
      await this.#refresh();
    });
  }

  #invite() {
    return attempt(this, async () => { this.ticket = await api.inviteDevice(15 * 60); });
  }

  render() {
    const here = this.all.find((one) => one.thisOne);
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">Devices</h2>
          <span class="soft small numbers">${this.all.length > 0 ? count(this.all.length, 'device') : ''}</span>
        </div>
        ${this.joining.length === 0 ? nothing : html`<h3>Wants to join</h3>
          <ul>${repeat(this.joining, (one) => one.peer, (one) => this.#guest(one))}</ul>`}
        <ul>${repeat(this.all, (one) => one.peer, (one) => this.#one(one, here))}</ul>
        ${this.ticket ? html`
          <p>On the other computer, within 15 minutes:</p>
          <p class="ticket">kith devices join ${this.ticket.ticket}</p>
          <p class="small soft">It shows four words. When it asks here, compare them.</p>` : nothing}
        ${here?.hasPassport
          ? html`<button type="button" @click=${() => this.#invite()}>Add a device</button>`
          : html`<p class="small soft">Devices are added and revoked on the one that has your passport's key.</p>`}
      </section>`;
  }

  #guest(one) {
    return html`
      <li>
        <p><strong>${one.name}</strong></p><span class="state">waits</span>
        <p class="more words">${one.words}</p>
        <p class="more small soft">Are these the words that it shows itself? If not, somebody else has your ticket.</p>
        <div class="more row">
          <button class="main" type="button" aria-label="Let in: ${one.name}"
            @click=${() => this.#do(() => api.admitDevice(one.peer), `${one.name} is one of your devices now.`)}>They are the same</button>
          <button class="quiet danger" type="button" aria-label="Send away: ${one.name}"
            @click=${() => this.#do(() => api.turnDeviceAway(one.peer), `${one.name} was sent away.`)}>Send it away</button>
        </div>
      </li>`;
  }

  #one(one, here) {
    const revoked = one.countsTo !== undefined && one.countsTo !== null;
    const forked = one.branches.length > 0 && !one.settled;
    return html`
      <li>
        <p><strong>${one.name}</strong></p>
        <span class="state ${revoked || forked ? 'bad' : ''}">${revoked ? 'revoked' : forked ? 'told two stories' : one.thisOne ? 'this one' : 'yours'}</span>
        <p class="more small soft">${one.thisOne ? '' : one.lastSeen ? `met ${ago(one.lastSeen)} · ` : 'not met yet · '}${
          count(one.position, 'entry', 'entries')} of its log${one.hasPassport ? ' · has the passport\'s key' : ''}${
          one.waiting > 0 ? ` · ${one.waiting} to say when somebody is there` : ''}</p>
        ${forked ? html`<p class="more small">A backup was restored, or somebody has a copy of its key. Which story counts?</p>
          <div class="more row">${one.branches.map((branch) => html`
            <button class="quiet" type="button" @click=${() => this.#do(() => api.settleDevice(one.peer, branch.entry), 'That one counts now.')}>
              ${branch.says}, ${new Date(branch.at).toLocaleString()}</button>`)}</div>` : nothing}
        ${here?.hasPassport && !one.thisOne && !revoked ? html`
          <div class="more row">${this.sure === one.peer ? html`
            <button class="danger" type="button" @click=${() => this.#do(() => api.revokeDevice(one.peer), `${one.name} speaks for you no longer.`)}>Yes, for good</button>
            <button class="quiet" type="button" @click=${() => { this.sure = null; }}>No</button>` : html`
            <button class="quiet danger" type="button" aria-label="Revoke: ${one.name}" @click=${() => { this.sure = one.peer; }}>Stolen or lost…</button>`}
          </div>` : nothing}
      </li>`;
  }
}

customElements.define('kith-devices', KithDevices);
