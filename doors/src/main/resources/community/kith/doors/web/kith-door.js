import { LitElement, css, html } from 'lit';
import { api } from './api.js';
import { attempt, common, copy } from './common.js';
import { icons } from './icons.js';

const COMMAND = 'cat ~/.kith/api-token';

/** What is shown to who has no session: why, the command to run, and a place for what it prints. */
class KithDoor extends LitElement {
  static styles = [common, css`
    .card { max-width: 34rem; margin: 6vh auto 0; display: grid; gap: 1rem; }
    pre { display: flex; align-items: center; justify-content: space-between; gap: 0.5rem; margin: 0;
      padding: 0.35rem 0.35rem 0.35rem 0.9rem; border-radius: 0.7rem; background: var(--sunk); }
    form { display: grid; gap: 0.75rem; }
  `];

  async #enter(event) {
    event.preventDefault();
    const token = new FormData(event.target).get('token').trim();
    await attempt(this, async () => {
      await api.enter(token);
      this.dispatchEvent(new CustomEvent('entered', { bubbles: true, composed: true }));
    });
  }

  render() {
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">This page does not know you yet</h2>
        <p>Your node opens only for someone who can read its token. On the computer it runs on, open a terminal and run:</p>
        <pre><code>${COMMAND}</code>
          <button class="quiet" type="button" @click=${() => copy(this, COMMAND, 'Command')}>${icons.copy} Copy</button></pre>
        <form @submit=${this.#enter}>
          <label>What it prints
            <input name="token" type="password" required autocomplete="off" spellcheck="false">
          </label>
          <div><button class="main" type="submit">Open my node</button></div>
        </form>
        <p class="small soft">If your node lives in another folder, the file is <code>HOME/api-token</code>. This browser
          stays in for 30 days; a new token ends that everywhere.</p>
      </section>`;
  }
}

customElements.define('kith-door', KithDoor);
