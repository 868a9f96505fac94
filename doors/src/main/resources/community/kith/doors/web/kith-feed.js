import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { common } from './common.js';
import { icons } from './icons.js';
import { clock } from './words.js';

/** What happens, newest first, read out politely as it comes. */
class KithFeed extends LitElement {
  static properties = { events: { attribute: false } };

  static styles = [common, css`
    ol { max-height: 24rem; overflow-y: auto; margin: 0 -0.5rem; padding: 0 0.5rem; }
    ol:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.5rem; }
    li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.6rem; padding: 0.5rem 0; border-top: 1px solid var(--line); font-size: 0.925rem; animation: come 0.4s ease-out; }
    li:first-child { border-top: 0; }
    li .icon { margin-top: 0.2em; color: var(--soft); }
    li span { overflow-wrap: anywhere; }
    time { color: var(--soft); font-size: 0.8rem; line-height: 1.75; }
    @keyframes come { from { opacity: 0; transform: translateY(-0.4rem); } }
  `];

  render() {
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">Happening now</h2></div>
        ${this.events.length === 0
          ? html`<p class="empty"><strong>Quiet.</strong> What your node and your people do shows up here as it happens.</p>`
          : ''}
        <ol role="log" aria-labelledby="title" aria-live="polite" tabindex=${this.events.length > 6 ? 0 : -1}>
          ${repeat(this.events, (event) => event.id, (event) => html`
            <li>${icons[event.kind] ?? icons.node}<span>${event.text}</span>
              <time class="numbers" datetime=${event.at}>${clock(event.at)}</time></li>`)}
        </ol>
      </section>`;
  }
}

customElements.define('kith-feed', KithFeed);
