import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { common } from './common.js';
import { count, size } from './words.js';
import './kith-add.js';
import './kith-bin.js';
import './kith-file.js';

const PAGE = 100;
const SEARCHABLE = 8;

/** My files with their health, and the way to add one. */
class KithFiles extends LitElement {
  static properties = {
    files: { attribute: false },
    removed: { attribute: false },
    people: { attribute: false },
    wanted: { state: true },
    shown: { state: true },
  };

  static styles = [common, css`
    ul { margin-top: 1rem; }
    li { border-top: 1px solid var(--line); }
    .search { margin-top: 1rem; }
    .more { margin-top: 1rem; }
  `];

  constructor() {
    super();
    this.wanted = '';
    this.shown = PAGE;
  }

  render() {
    const wanted = this.wanted.trim().toLowerCase();
    const found = wanted ? this.files.filter((file) => file.name.toLowerCase().includes(wanted)) : this.files;
    const bytes = this.files.reduce((sum, file) => sum + file.sizeBytes, 0);
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">My files</h2>
          <span class="soft small numbers">${this.files.length > 0 ? `${count(this.files.length, 'item')}, ${size(bytes)}` : ''}</span>
        </div>
        <kith-add .people=${this.people} ?inviting=${this.files.length === 0}></kith-add>
        ${this.files.length > SEARCHABLE ? html`
          <label class="search"><span class="hidden-text">Find by name</span>
            <input type="search" placeholder="Find by name" .value=${this.wanted}
              @input=${(event) => { this.wanted = event.target.value; }}>
          </label>` : nothing}
        ${found.length === 0 ? nothing : html`
          <ul>${repeat(found.slice(0, this.shown), (file) => file.manifest, (file) => html`
            <li><kith-file .file=${file}></kith-file></li>`)}</ul>`}
        ${wanted && found.length === 0 ? html`<p class="more soft">No file of yours is called so.</p>` : nothing}
        ${found.length > this.shown ? html`
          <button class="more" type="button" @click=${() => { this.shown += PAGE; }}>Show ${Math.min(PAGE, found.length - this.shown)} more</button>` : nothing}
        <kith-bin .files=${this.removed}></kith-bin>
      </section>`;
  }
}

customElements.define('kith-files', KithFiles);
