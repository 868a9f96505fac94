import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from './api.js';
import { attempt, common, tell } from './common.js';
import { ago, count, size } from './words.js';

/** What was removed and can still be brought back. */
class KithBin extends LitElement {
  static properties = { files: { attribute: false } };

  static styles = [common, css`
    details { margin-top: 1rem; border-top: 1px solid var(--line); padding-top: 0.75rem; }
    summary { cursor: pointer; font-size: 0.875rem; color: var(--soft); padding: 0.3rem 0; border-radius: 0.4rem; }
    li { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 0.4rem 0; }
    li div { min-width: 0; overflow-wrap: anywhere; }
  `];

  #restore(file) {
    return attempt(this, async () => {
      await api.restore(file.manifest);
      tell(this, `${file.name} is back.`);
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    });
  }

  render() {
    if (this.files.length === 0) return nothing;
    return html`
      <details>
        <summary>Removed, and can still be restored: ${count(this.files.length, 'item')}</summary>
        <ul>${repeat(this.files, (file) => file.manifest, (file) => html`
          <li>
            <div>${file.name} <span class="soft small numbers">${size(file.sizeBytes)}, removed
              <time datetime=${file.removed} title=${new Date(file.removed).toLocaleString()}>${ago(file.removed)}</time></span></div>
            <button type="button" aria-label="Restore ${file.name}" @click=${() => this.#restore(file)}>Restore</button>
          </li>`)}</ul>
      </details>`;
  }
}

customElements.define('kith-bin', KithBin);
