import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { common } from './common.js';
import { count } from './words.js';
import './kith-invite.js';
import './kith-person.js';

/** My people: everyone in my book, and the two ways to become more. */
class KithPeople extends LitElement {
  static properties = { people: { attribute: false } };

  static styles = [common, css`
    li + li { border-top: 1px solid var(--line); }
    kith-invite { margin-top: 1rem; }
  `];

  render() {
    const sorted = [...this.people].sort((a, b) => b.online - a.online || a.name.localeCompare(b.name));
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">My people</h2>
          <span class="soft small numbers">${this.people.length > 0 ? count(this.people.length, 'person', 'people') : ''}</span>
        </div>
        ${sorted.length === 0
          ? html`<p class="empty"><strong>Nobody yet.</strong> Invite somebody you trust: your files become durable once
              three of your people hold parts of them.</p>`
          : html`<ul>${repeat(sorted, (person) => person.did, (person) => html`
              <li><kith-person .person=${person}></kith-person></li>`)}</ul>`}
        <kith-invite></kith-invite>
      </section>`;
  }
}

customElements.define('kith-people', KithPeople);
