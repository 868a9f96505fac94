import { LitElement, html, nothing } from 'lit';
import { api } from './api.js';
import { Live } from './live.js';
import './kith-attestations.js';
import './kith-devices.js';
import './kith-door.js';
import './kith-feed.js';
import './kith-files.js';
import './kith-guardians.js';
import './kith-node.js';
import './kith-people.js';
import './kith-tomorrow.js';
import './kith-visible.js';

const KEPT_EVENTS = 50;
const SETTLE_MILLIS = 150;
const TICK_MILLIS = 5000;
const QUIET_TICKS = 12;
const NOTICE_MILLIS = 6000;

/**
 * The page: asks the node how things are, hands that down to its parts, and asks again whenever something happens. It
 * renders without a shadow root, so that links into the page find their targets.
 */
class KithApp extends LitElement {
  static properties = {
    phase: { state: true },
    problem: { state: true },
    status: { state: true },
    people: { state: true },
    files: { state: true },
    removed: { state: true },
    events: { state: true },
    connected: { state: true },
    notice: { state: true },
  };

  #live = new Live({
    onEvent: (event) => this.#happened(event),
    onOpen: () => this.#opened(),
    onGone: () => { this.connected = false; },
  });
  #refreshing;
  #pending;
  #noticeTimer;
  #ticks = 0;

  constructor() {
    super();
    this.phase = 'loading';
    this.people = [];
    this.files = [];
    this.removed = [];
    this.events = [];
    this.connected = false;
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.addEventListener('notice', (event) => this.#tell(event.detail));
    this.addEventListener('changed', () => this.#soon());
    this.addEventListener('entered', () => this.#begin());
    setInterval(() => this.#tick(), TICK_MILLIS);
    window.addEventListener('hashchange', () => this.#enterByAddress());
    if (!(await this.#enterByAddress())) this.#begin();
  }

  /** Takes the token out of the address, so that it stays in no history, and swaps it for a session. */
  async #enterByAddress() {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (!token) return false;
    history.replaceState(null, '', location.pathname);
    try {
      await api.enter(token);
      this.#begin();
    } catch (failure) {
      this.#failed(failure);
    }
    return true;
  }

  async #begin() {
    if (await this.#refresh()) this.#live.start();
  }

  #opened() {
    this.connected = true;
    this.#soon();
  }

  #happened(event) {
    this.events = [event, ...this.events.filter((each) => each.id !== event.id)].slice(0, KEPT_EVENTS);
    this.#soon();
  }

  /** Asks again now and then even when nothing is told, more often while files are on their way to their holders. */
  #tick() {
    if (this.phase !== 'home' || document.hidden) return;
    this.#ticks++;
    if (this.#ticks % QUIET_TICKS === 0 || this.files.some((file) => file.tier === 'accepted')) this.#soon();
  }

  /** Asks again shortly; what happens meanwhile is asked for once. */
  #soon() {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.#refresh(), SETTLE_MILLIS);
  }

  async #refresh() {
    if (this.#refreshing) {
      this.#soon();
      return true;
    }
    this.#refreshing = true;
    try {
      [this.status, this.people, this.files, this.removed] = await Promise.all([
        api.status(), api.people(), api.files(), api.removed(),
      ]);
      this.phase = 'home';
      document.title = `${this.status.name} · Kith`;
      return true;
    } catch (failure) {
      this.#failed(failure);
      return false;
    } finally {
      this.#refreshing = false;
    }
  }

  #failed(failure) {
    if (failure.status === 401) {
      this.#live.stop();
      this.phase = 'door';
      this.problem = failure;
    } else if (this.phase === 'home') {
      this.connected = false;
    } else {
      this.phase = 'gone';
      this.problem = failure;
      setTimeout(() => this.#begin(), 3000);
    }
  }

  #tell(notice) {
    this.notice = notice;
    clearTimeout(this.#noticeTimer);
    if (!notice.problem) this.#noticeTimer = setTimeout(() => { this.notice = undefined; }, NOTICE_MILLIS);
  }

  render() {
    return html`
      <header class="top">
        <p class="mark"><img src="/page/icon.svg" alt="" width="28" height="28">Kith</p>
        ${this.phase === 'home' ? html`
          <p class="live ${this.connected ? 'on' : 'off'}" role="status">
            ${this.connected ? 'Live' : 'Your node does not answer; trying again'}
          </p>` : nothing}
      </header>
      <main id="main" tabindex="-1">${this.#screen()}</main>
      <div class="notices">
        <div role="status">${this.notice && !this.notice.problem ? this.#note() : nothing}</div>
        <div role="alert">${this.notice?.problem ? this.#note() : nothing}</div>
      </div>`;
  }

  #note() {
    return html`
      <div class="notice ${this.notice.problem ? 'problem' : ''}">
        <span>${this.notice.text}</span>
        <button type="button" @click=${() => { this.notice = undefined; }}>Close</button>
      </div>`;
  }

  #screen() {
    switch (this.phase) {
      case 'door':
        return html`<kith-door></kith-door>`;
      case 'gone':
        return html`<p class="plain"><strong>${this.problem.message}.</strong> ${this.problem.detail}</p>`;
      case 'home':
        return html`
          <kith-node .status=${this.status} .files=${this.files}></kith-node>
          <div class="columns">
            <kith-files .files=${this.files} .removed=${this.removed} .people=${this.people}></kith-files>
            <div class="side">
              <kith-people .people=${this.people}></kith-people>
              <kith-devices .latest=${this.events[0]?.id}></kith-devices>
              <kith-guardians .people=${this.people} .latest=${this.events[0]?.id}></kith-guardians>
              <kith-tomorrow .latest=${this.events[0]?.id}></kith-tomorrow>
              <kith-attestations .people=${this.people} .me=${this.status.passport} .latest=${this.events[0]?.id}></kith-attestations>
              <kith-visible .latest=${this.events[0]?.id}></kith-visible>
              <kith-feed .events=${this.events}></kith-feed>
            </div>
          </div>`;
      default:
        return html`<p class="plain" role="status">Asking your node …</p>`;
    }
  }
}

customElements.define('kith-app', KithApp);
