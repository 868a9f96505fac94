import { LitElement, css, html, nothing } from 'lit';
import { api } from './api.js';
import { attempt, common } from './common.js';
import { ago, count } from './words.js';

/** One plain page: what would be, were this device gone tomorrow. Worked out by the node from what it knows. */
class KithTomorrow extends LitElement {
  static properties = { latest: { attribute: false }, outlook: { state: true } };

  static styles = [common, css`
    dl { display: grid; gap: 0.75rem; margin: 0.5rem 0 0; }
    dt { font-weight: 600; }
    dd { margin: 0; }
    ol { margin: 0.75rem 0 0; padding-left: 1.2rem; display: grid; gap: 0.4rem; }
    code { overflow-wrap: anywhere; }
  `];

  willUpdate(changed) {
    if (changed.has('latest') || this.outlook === undefined) {
      attempt(this, async () => { this.outlook = await api.tomorrow(); });
    }
  }

  render() {
    const it = this.outlook;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">If I lose my laptop tomorrow</h2></div>
        ${it ? this.#told(it) : html`<p class="soft">Looking …</p>`}
      </section>`;
  }

  #told(it) {
    return html`
      <dl>
        <div><dt>Will I be me again?</dt><dd>${this.#passport(it)}</dd></div>
        <div><dt>Will my files be there?</dt><dd>${this.#files(it)}</dd></div>
        <div><dt>Will I know what was mine?</dt><dd>${it.keepers.length > 0
          ? html`Yes. The sealed list of your files and people is with ${it.keepers.join(', ')}; only your passport opens it.`
          : html`No. Nobody else keeps the list of your files and people yet.`}</dd></div>
      </dl>
      ${it.next.length > 0 ? html`<ol>${it.next.map((step) => html`<li>${step}</li>`)}</ol>` : html`<p class="small soft">Nothing is missing.</p>`}`;
  }

  #passport(it) {
    if (it.need === 0) return html`No, unless you wrote down your 24 words: you have chosen no guardians.`;
    const unsure = it.unsure.length > 0 ? html` Not sure of ${it.unsure.join(', ')}.` : nothing;
    const when = it.drilled ? html` <span class="soft small">Drilled ${ago(it.drilled)}.</span>` : nothing;
    return it.passport
      ? html`Yes. Any ${it.need} of ${it.sure.join(', ')} give you your passport back.${unsure}${when}`
      : html`Not for certain. It takes ${it.need} guardians, and ${it.sure.length === 0 ? 'none' : it.sure.join(', ')}
          proved their share lately.${unsure}${when}`;
  }

  #files(it) {
    if (it.files === 0) return html`You have none yet.`;
    if (it.readable === it.files) return html`Yes, all ${count(it.files, 'file')}: others hold enough of each.`;
    return html`${it.readable} of ${count(it.files, 'file')}. Only on this device: ${it.lost.join(', ')}${it.files - it.readable > it.lost.length ? ' and more' : ''}.`;
  }
}

customElements.define('kith-tomorrow', KithTomorrow);
