import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from './api.js';
import { attempt, common, tell } from './common.js';
import { count } from './words.js';

const STATES = {
  valid: ['counts', 'good'],
  expired: ['ended', 'dull'],
  revoked: ['taken back', 'bad'],
  false: ['not believed', 'bad'],
};

/** What people said of each other, signed: of me, by me, and what I keep. It asks for itself, again after each event. */
class KithAttestations extends LitElement {
  static properties = {
    people: { attribute: false },
    me: { attribute: false },
    latest: { attribute: false },
    all: { state: true },
    saying: { state: true },
  };

  static styles = [common, css`
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.75rem; padding: 0.75rem 0; }
    li + li { border-top: 1px solid var(--line); }
    li p { overflow-wrap: anywhere; }
    .state { padding: 0.1rem 0.55rem; border-radius: 1rem; font-size: 0.8rem; background: var(--sunk); justify-self: end; align-self: start; white-space: nowrap; }
    .good { background: var(--moss-soft); } .bad { background: var(--rust-soft); }
    .more { grid-column: 1 / -1; }
    form { display: grid; gap: 0.75rem; margin-top: 1rem; border-top: 1px solid var(--line); padding-top: 1rem; }
    h3 + ul { margin-bottom: 0.75rem; }
  `];

  constructor() {
    super();
    this.people = [];
    this.all = [];
    this.saying = false;
  }

  updated(changed) {
    if (changed.has('latest') || changed.has('people')) this.#refresh();
  }

  async #refresh() {
    try {
      const all = await api.attestations();
      if (JSON.stringify(all) !== JSON.stringify(this.all)) this.all = all;
    } catch {
      // the page itself tells when the node does not answer
    }
  }

  async #say(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const until = form.get('until');
    await attempt(this, async () => {
      const said = await api.attest(form.get('who'), form.get('says'), until ? `${until}T00:00:00Z` : undefined);
      this.saying = false;
      tell(this, said.delivered ? 'Said, and they have it.' : `Said. ${said.subjectName} is brought it when they are there.`);
      await this.#refresh();
    });
  }

  #revoke(one) {
    return attempt(this, async () => {
      await api.revokeAttestation(one.id);
      tell(this, `Taken back: “${one.says}”.`);
      await this.#refresh();
    });
  }

  render() {
    const mine = this.all.filter((one) => one.issuer === this.me);
    const ofMe = this.all.filter((one) => one.issuer !== this.me);
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">Attestations</h2>
          <span class="soft small numbers">${this.all.length > 0 ? count(this.all.length, 'attestation') : ''}</span>
        </div>
        ${this.all.length === 0
          ? html`<p class="empty"><strong>Nobody said anything yet.</strong> Say what somebody is good at or may do: signed
              by you, it is theirs to show, and anybody's software can check it.</p>`
          : nothing}
        ${this.#list('Said of me', ofMe)}
        ${this.#list('Said by me', mine)}
        ${this.people.length === 0 ? nothing : html`
          <button type="button" aria-expanded=${this.saying} @click=${() => { this.saying = !this.saying; }}>Say something of somebody</button>`}
        ${this.saying ? this.#form() : nothing}
      </section>`;
  }

  #list(title, some) {
    if (some.length === 0) return nothing;
    return html`<h3>${title}</h3><ul>${repeat(some, (one) => one.id, (one) => this.#one(one))}</ul>`;
  }

  #one(one) {
    const [word, tone] = STATES[one.state];
    const bymy = one.issuer === this.me;
    return html`
      <li>
        <p><strong>${bymy ? one.subjectName : one.issuerName}</strong>${bymy ? '' : ' says'}: ${one.says}</p>
        <span class="state ${tone}">${word}</span>
        <p class="more small soft">${one.until ? `until ${new Date(one.until).toLocaleDateString()}` : 'without an end'}${
          one.reason ? ` · ${one.reason}` : ''}${one.delivered ? '' : ' · waits until they are there'}</p>
        <div class="more row">
          <a class="button quiet" href=${api.credentialUrl(one.id)} download="attestation.json"
            aria-label="Save the credential: ${one.says}">Save</a>
          ${bymy && one.state === 'valid' ? html`
            <button class="quiet danger" type="button" aria-label="Take back: ${one.says}"
              @click=${() => this.#revoke(one)}>Take back</button>` : nothing}
        </div>
      </li>`;
  }

  #form() {
    const people = [...new Map(this.people.map((person) => [person.did, person])).values()];
    return html`
      <form @submit=${this.#say}>
        <label>Of whom
          <select name="who" required>${people.map((person) => html`<option value=${person.did}>${person.name}</option>`)}</select>
        </label>
        <label>What you say<input name="says" required maxlength="500" placeholder="repairs bicycles" autocomplete="off"></label>
        <label>Until, if it ends<input name="until" type="date"></label>
        <div class="row"><button class="main" type="submit">Sign it</button>
          <span class="small soft">It can be taken back; what was read stays read.</span></div>
      </form>`;
  }
}

customElements.define('kith-attestations', KithAttestations);
