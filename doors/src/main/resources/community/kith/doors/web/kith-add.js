import { LitElement, css, html, nothing } from 'lit';
import { upload } from './api.js';
import { common, tell } from './common.js';
import { icons } from './icons.js';
import { REACHES, size } from './words.js';

/** Adds files, picked or dropped, one after the other, for whom they are meant. */
class KithAdd extends LitElement {
  static properties = {
    people: { attribute: false },
    inviting: { type: Boolean },
    dragging: { state: true },
    reach: { state: true },
    sending: { state: true },
  };

  static styles = [common, css`
    .drop { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; padding: 1rem; border: 1.5px dashed var(--edge); border-radius: 0.9rem; transition: background-color 0.15s, border-color 0.15s; }
    .drop.over { border-color: var(--moss); background: var(--moss-soft); }
    .whom { display: grid; grid-template-columns: minmax(9rem, 13rem) minmax(0, 1fr); align-items: center; gap: 0.5rem 1rem; }
    .first { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.25rem; }
    .first p { flex: 1 1 14rem; }
    fieldset { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; border: 0; }
    legend { padding: 0; font-size: 0.875rem; font-weight: 500; }
    progress { width: 100%; height: 0.55rem; accent-color: var(--moss); }
    .sending { margin-top: 0.9rem; }
    @media (max-width: 36rem) { .whom { grid-template-columns: minmax(0, 1fr); } }
  `];

  constructor() {
    super();
    this.dragging = false;
    this.reach = 'private';
  }

  #pick() {
    this.renderRoot.querySelector('input[type=file]').click();
  }

  #picked(event) {
    this.#send([...event.target.files]);
    event.target.value = '';
  }

  #dropped(event) {
    event.preventDefault();
    this.dragging = false;
    const items = [...event.dataTransfer.items];
    if (items.some((item) => item.webkitGetAsEntry?.()?.isDirectory)) {
      tell(this, 'A browser cannot hand over a whole folder. Run ./kith put FOLDER instead.', true);
      return;
    }
    this.#send([...event.dataTransfer.files]);
  }

  async #send(files) {
    const form = new FormData(this.renderRoot.querySelector('form'));
    const to = form.getAll('to');
    if (this.reach === 'invited' && to.length === 0) {
      tell(this, 'Name at least one person it is for.', true);
      return;
    }
    const wish = { reach: this.reach, to, holders: form.has('mine') ? 'only-my-devices' : 'by-reach' };
    for (const file of files) {
      this.sending = { name: file.name, sent: 0, total: file.size };
      try {
        const kept = await upload(file, wish, (sent, total) => { this.sending = { name: file.name, sent, total }; });
        tell(this, `${kept.name} is kept. Your people get their parts now.`);
      } catch (failure) {
        tell(this, `${file.name} was not added. ${failure.message}: ${failure.detail ?? ''}`, true);
      }
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    }
    this.sending = undefined;
  }

  render() {
    const tells = REACHES.find(([reach]) => reach === this.reach)[2];
    return html`
      <form class="drop ${this.dragging ? 'over' : ''}" @submit=${(event) => event.preventDefault()}
        @dragover=${(event) => { event.preventDefault(); this.dragging = true; }}
        @dragleave=${() => { this.dragging = false; }} @drop=${this.#dropped}>
        <div class="first">
          <button class="main" type="button" ?disabled=${this.sending} @click=${this.#pick}>${icons.add} Add files</button>
        <input type="file" multiple hidden aria-label="Files to add" @change=${this.#picked}>
        <p class="small">${this.inviting
          ? html`<strong>Nothing here yet.</strong> Pick a file or drop it here; your people will hold it for you.`
          : html`<span class="soft">or drop them here</span>`}</p>
        </div>
        <div class="whom">
          <label><span class="hidden-text">Who may read what I add</span>
            <select name="reach" .value=${this.reach} @change=${(event) => { this.reach = event.target.value; }}>
              ${REACHES.map(([reach, name]) => html`<option value=${reach} ?selected=${reach === this.reach}>${name}</option>`)}
            </select>
          </label>
          <p class="small soft" aria-live="polite">${tells}</p>
        </div>
        ${this.reach === 'invited' ? this.#whom() : nothing}
        ${this.reach === 'private' ? html`
          <label class="choice"><input type="checkbox" name="mine"> Only on my own devices</label>` : nothing}
      </form>
      ${this.sending ? this.#progress() : nothing}`;
  }

  #whom() {
    return html`
      <fieldset>
        <legend>For whom</legend>
        ${this.people.length === 0 ? html`<p class="small soft">Invite somebody first.</p>` : nothing}
        ${this.people.map((person) => html`
          <label class="choice"><input type="checkbox" name="to" value=${person.did}> ${person.name}</label>`)}
      </fieldset>`;
  }

  #progress() {
    const { name, sent, total } = this.sending;
    return html`
      <div class="sending">
        <label>Sending ${name}, ${size(sent)} of ${size(total)}
          <progress max=${Math.max(1, total)} .value=${sent}></progress>
        </label>
      </div>`;
  }
}

customElements.define('kith-add', KithAdd);
