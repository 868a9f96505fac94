import { LitElement, css, html, nothing } from 'lit';
import { api } from './api.js';
import { attempt, common, copy, tell } from './common.js';
import { icons } from './icons.js';
import { BONDS } from './words.js';

const DAY = 86_400;

/** The two halves of a bond: making a ticket to hand to somebody, and bringing back one that somebody made. */
class KithInvite extends LitElement {
  static properties = { open: { state: true }, ticket: { state: true }, busy: { state: true } };

  static styles = [common, css`
    .panel { display: grid; gap: 0.75rem; margin-top: 0.75rem; padding: 1rem; border-radius: 0.8rem; background: var(--sunk); }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
  `];

  constructor() {
    super();
    this.open = '';
    this.busy = false;
  }

  #toggle(which) {
    this.open = this.open === which ? '' : which;
    this.ticket = undefined;
  }

  async #invite(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.ticket = await attempt(this, () => api.invite(form.get('bond'), 1, Number(form.get('days')) * DAY));
  }

  async #accept(event) {
    event.preventDefault();
    const ticket = new FormData(event.target).get('ticket').trim();
    this.busy = true;
    await attempt(this, async () => {
      const person = await api.accept(ticket);
      this.open = '';
      tell(this, `${person.name} is in your book now.`);
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    });
    this.busy = false;
  }

  render() {
    return html`
      <div class="row">
        <button type="button" aria-expanded=${this.open === 'invite'} @click=${() => this.#toggle('invite')}>${icons.add} Invite somebody</button>
        <button type="button" aria-expanded=${this.open === 'accept'} @click=${() => this.#toggle('accept')}>I have a ticket</button>
      </div>
      ${this.open === 'invite' ? this.#inviting() : nothing}
      ${this.open === 'accept' ? this.#accepting() : nothing}`;
  }

  #inviting() {
    if (this.ticket) {
      return html`
        <div class="panel">
          <label>Ticket, for one person, until ${new Date(this.ticket.expires).toLocaleDateString()}
            <textarea rows="4" readonly .value=${this.ticket.ticket} @focus=${(event) => event.target.select()}></textarea>
          </label>
          <p class="small soft">Send it to them in private: whoever brings it back first becomes your ${this.ticket.bond}.</p>
          <div><button class="main" type="button" @click=${() => copy(this, this.ticket.ticket, 'Ticket')}>${icons.copy} Copy ticket</button></div>
        </div>`;
    }
    return html`
      <form class="panel" @submit=${this.#invite}>
        <div class="pair">
          <label>They are
            <select name="bond">${BONDS.map(([bond, words]) => html`<option value=${bond}>${words}</option>`)}</select>
          </label>
          <label>Good for
            <select name="days">
              <option value="1">a day</option><option value="7" selected>a week</option><option value="30">30 days</option>
            </select>
          </label>
        </div>
        <div><button class="main" type="submit">Make a ticket</button></div>
      </form>`;
  }

  #accepting() {
    return html`
      <form class="panel" @submit=${this.#accept}>
        <label>Ticket
          <textarea name="ticket" rows="4" required spellcheck="false" autocomplete="off" placeholder="kith-invite:…"></textarea>
        </label>
        <div><button class="main" type="submit" ?disabled=${this.busy}>${this.busy ? 'Calling them …' : 'Accept'}</button></div>
      </form>`;
  }
}

customElements.define('kith-invite', KithInvite);
