import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from './api.js';
import { attempt, common } from './common.js';
import { count, size } from './words.js';
import './kith-invite.js';
import './kith-person.js';

/** How near people are by what we are to each other, nearest first; a circle that is larger than this is hard to keep up. */
const CIRCLES = [
  { title: 'Closest', kinds: ['kin'], about: 15 },
  { title: 'Friends', kinds: ['friend'], about: 50 },
  { title: 'Around you', kinds: ['neighbor', 'colleague'], about: 150 },
];

/** My people: everyone in my book, nearest first, and the two ways to become more. */
class KithPeople extends LitElement {
  static properties = { people: { attribute: false }, endings: { state: true } };

  static styles = [common, css`
    li + li { border-top: 1px solid var(--line); }
    .circle { margin-top: 1rem; }
    .circle h3 { display: flex; justify-content: space-between; gap: 1rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
    .circle h3 span { font-weight: 400; }
    .ending { margin-top: 1rem; }
    kith-invite { margin-top: 1rem; }
  `];

  constructor() {
    super();
    this.endings = [];
  }

  /** What is ending is asked for whenever the people may have changed. */
  willUpdate(changed) {
    if (changed.has('people')) {
      attempt(this, async () => { this.endings = await api.endings(); });
    }
  }

  #circle({ title, kinds, about }) {
    const inIt = this.people
      .filter((person) => kinds.includes(person.bond))
      .sort((a, b) => b.online - a.online || a.name.localeCompare(b.name));
    if (inIt.length === 0) return '';
    const here = inIt.filter((person) => person.online).length;
    return html`
      <div class="circle">
        <h3>${title}<span class="soft small numbers">${here} of ${inIt.length} here${inIt.length > about
          ? `; more than ${about} are hard to keep up with`
          : ''}</span></h3>
        <ul>${repeat(inIt, (person) => person.did, (person) => html`
          <li><kith-person .person=${person} .ending=${this.endings.some((one) => one.did === person.did)}></kith-person></li>`)}</ul>
      </div>`;
  }

  #ending(one) {
    return html`<p class="ending small soft">Your bond with <strong>${one.name}</strong> is over${one.told
      ? ''
      : ', which they do not know yet'}. ${size(one.heldForMe)} of yours still with them,
      ${size(one.heldForThem)} of theirs still here; let go on ${new Date(one.until).toLocaleDateString()}.</p>`;
  }

  render() {
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">My people</h2>
          <span class="soft small numbers">${this.people.length > 0 ? count(this.people.length, 'person', 'people') : ''}</span>
        </div>
        ${this.people.length === 0
          ? html`<p class="empty"><strong>Nobody yet.</strong> Invite somebody you trust: your files become durable once
              three of your people hold parts of them.</p>`
          : CIRCLES.map((circle) => this.#circle(circle))}
        ${this.endings.map((one) => this.#ending(one))}
        <kith-invite></kith-invite>
      </section>`;
  }
}

customElements.define('kith-people', KithPeople);
