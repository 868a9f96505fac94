import { LitElement, css, html, svg } from 'lit';

/** A bar of parts of a whole: `parts` is a list of `{ share, tone }`, shares from 0 to 1. Its meaning is in the text nearby. */
class KithBar extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = css`
    :host { display: block; }
    svg { display: block; width: 100%; height: 0.55rem; border-radius: 0.3rem; background: var(--sunk); }
    .moss { fill: var(--moss); }
    .sky { fill: var(--sky); }
    .amber { fill: var(--amber); }
    .amber { fill: var(--amber); }
  `;

  render() {
    let at = 0;
    const shapes = this.parts.map(({ share, tone }) => {
      const width = Math.max(share > 0 ? 0.8 : 0, Math.min(100 - at, share * 100));
      const shape = svg`<rect class=${tone} x=${at} y="0" width=${width} height="10"></rect>`;
      at += width;
      return shape;
    });
    return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${shapes}</svg>`;
  }
}

customElements.define('kith-bar', KithBar);
