import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from './api.js';
import { attempt, common, tell } from './common.js';
import { ago, count, span } from './words.js';

/** Who gives my passport back, whose I can give back, and who asks for it now. */
class KithGuardians extends LitElement {
  static properties = {
    people: { attribute: false },
    latest: { attribute: false },
    circle: { state: true },
    wards: { state: true },
    requests: { state: true },
    choosing: { state: true },
    busy: { state: true },
  };

  static styles = [common, css`
    li { padding: 0.6rem 0; }
    li + li { border-top: 1px solid var(--line); }
    .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; }
    .panel { display: grid; gap: 0.75rem; margin-top: 0.75rem; padding: 1rem; border-radius: 0.8rem; background: var(--sunk); }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
    .ask { border-left: 4px solid var(--accent, currentColor); padding-left: 0.75rem; }
    .people { display: grid; gap: 0.3rem; max-height: 14rem; overflow: auto; }
    .people label { display: flex; align-items: center; gap: 0.5rem; font-weight: 400; }
    .people input { width: auto; }
    .row { margin-top: 0.75rem; }
    h3 { margin-top: 1rem; }
  `];

  constructor() {
    super();
    this.people = [];
    this.requests = [];
    this.wards = [];
    this.choosing = false;
    this.busy = false;
  }

  willUpdate(changed) {
    if (changed.has('latest') || this.circle === undefined) this.#ask();
  }

  async #ask() {
    await attempt(this, async () => {
      const [{ circle, wards }, requests] = await Promise.all([api.guardians(), api.recoveryRequests()]);
      Object.assign(this, { circle, wards, requests });
    });
  }

  async #does(deed, done) {
    this.busy = true;
    await attempt(this, async () => {
      await deed();
      if (done) tell(this, done);
      await this.#ask();
    });
    this.busy = false;
  }

  #choose(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#does(async () => {
      await api.chooseGuardians(form.getAll('who'), Number(form.get('need')), Number(form.get('wait')));
      this.choosing = false;
    }, 'Your guardians get their shares; those who are away, when they come.');
  }

  #approve(event, request) {
    event.preventDefault();
    const words = new FormData(event.target).get('words');
    this.#does(() => api.approveRecovery(request.id, words), `You approved. ${request.name} has your share after the wait.`);
  }

  #refuse(request) {
    this.#does(() => api.refuseRecovery(request.id), 'Refused.');
  }

  render() {
    const { circle } = this;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">Guardians</h2>
          <span class="soft small">${circle?.need ? `any ${circle.need} of ${circle.guardians.length}` : ''}</span>
        </div>
        ${repeat(this.requests.filter((each) => each.state === 'open' || each.state === 'waiting'),
          (each) => each.id, (each) => this.#request(each))}
        ${circle?.need ? this.#chosen() : html`<p class="empty"><strong>Nobody can give you your passport back yet.</strong>
            Choose people you trust and can call. Enough of them together can; fewer learn nothing.</p>`}
        ${this.wards.length > 0 ? html`<p class="small soft">You are a guardian of
            ${this.wards.map((ward) => ward.name).join(', ')}.</p>` : nothing}
        <div class="row">
          ${circle?.need ? html`<button type="button" ?disabled=${this.busy} @click=${() => this.#does(api.drillGuardians, 'Everybody who is there was asked to prove their share.')}>
            ${this.busy ? 'Asking them …' : 'Drill'}</button>` : nothing}
          <button type="button" aria-expanded=${this.choosing} ?disabled=${this.people.length < 2}
            @click=${() => { this.choosing = !this.choosing; }}>${circle?.need ? 'Choose others' : 'Choose guardians'}</button>
        </div>
        ${this.choosing ? this.#form() : nothing}
      </section>`;
  }

  #chosen() {
    const { circle } = this;
    return html`
      <ul>${repeat(circle.guardians, (each) => each.did, (each) => html`
        <li>
          <div class="line"><strong>${each.name}</strong>
            <span class="small ${each.note ? '' : 'soft'}">${this.#state(each)}</span></div>
          ${each.note ? html`<p class="small">${each.note}</p>` : nothing}
        </li>`)}</ul>
      <p class="small soft">They give their shares ${span(circle.waitSeconds)} after they approved, so that you can refuse.
        ${circle.inForce ? nothing : 'This choice counts once enough of them have their share.'}
        ${circle.earlier.length > 0 ? `Still to delete an older share: ${circle.earlier.join(', ')}.` : nothing}</p>`;
  }

  #state(guardian) {
    if (!guardian.since) return 'share on its way';
    return guardian.passed ? `proved ${ago(guardian.passed)}` : 'has a share, not proved yet';
  }

  #request(request) {
    const mine = request.role === 'owner';
    return html`
      <div class="panel ask" role="group" aria-label="Request to recover a passport">
        <p><strong>${mine ? 'Somebody asks for your passport' : `${request.name} asks for a lost passport`}</strong>
          <span class="small soft">from “${request.machine}”, ${ago(request.at)}</span></p>
        ${mine ? html`<p class="small">If it is not you, refuse: that ends it with every guardian.</p>`
          : request.state === 'waiting' ? html`<p class="small">You approved. Your share goes out at
              ${new Date(request.until).toLocaleString()}; until then you can refuse.</p>`
            : request.role === 'guardian' ? this.#words(request)
              : html`<p class="small">You keep no share for them. Tell them that you heard.</p>`}
        ${request.role === 'friend' ? nothing
          : html`<div><button type="button" ?disabled=${this.busy} @click=${() => this.#refuse(request)}>Refuse</button></div>`}
      </div>`;
  }

  #words(request) {
    return html`
      <form @submit=${(event) => this.#approve(event, request)}>
        <label>Call ${request.name}. When you are sure that it is them, have them read the six words from their screen to you:
          <input name="words" required autocomplete="off" spellcheck="false" placeholder="six words">
        </label>
        <div class="row"><button class="main" type="submit" ?disabled=${this.busy}>These are the words they read</button></div>
      </form>`;
  }

  #form() {
    const now = new Set(this.circle?.guardians?.map((each) => each.did) ?? []);
    const most = Math.min(15, this.people.length);
    return html`
      <form class="panel" @submit=${this.#choose}>
        <fieldset class="people"><legend class="small">People who do not all live together</legend>
          ${this.people.map((person) => html`<label><input type="checkbox" name="who" value=${person.did}
            ?checked=${now.has(person.did)}> ${person.name}</label>`)}
        </fieldset>
        <div class="pair">
          <label>It takes
            <select name="need">${Array.from({ length: most - 1 }, (_, i) => i + 2).map((need) => html`
              <option value=${need} ?selected=${need === Math.min(3, most)}>${count(need, 'of them', 'of them')}</option>`)}</select>
          </label>
          <label>They wait
            <select name="wait">
              <option value="3600">an hour</option><option value="86400" selected>a day</option><option value="172800">two days</option>
            </select>
          </label>
        </div>
        <div><button class="main" type="submit" ?disabled=${this.busy}>${this.busy ? 'Bringing them their shares …' : 'Give them their shares'}</button></div>
      </form>`;
  }
}

customElements.define('kith-guardians', KithGuardians);
