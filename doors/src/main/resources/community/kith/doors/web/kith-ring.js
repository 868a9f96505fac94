import { LitElement, css, html, svg } from 'lit';

const MAX_DOTS = 20;

/**
 * A file among its holders: one dot for each of `n` shards, filled as far as holders signed, around the number of losses
 * it survives. The text beside it says the same.
 */
class KithRing extends LitElement {
  static properties = { n: { type: Number }, held: { type: Number }, losses: { type: Number }, tier: {} };

  static styles = css`
    :host { display: block; width: 2.9rem; height: 2.9rem; }
    svg { display: block; width: 100%; height: 100%; }
    :host([tier='accepted']) { color: var(--amber); }
    :host([tier='durable']), :host([tier='verified']) { color: var(--moss); }
    .orbit { fill: none; stroke: currentColor; stroke-opacity: 0.3; }
    .dot { fill: currentColor; } .gap { fill: var(--card); stroke: var(--edge); stroke-width: 1.3; }
    .core { fill: currentColor; fill-opacity: 0.15; }
    text { fill: var(--ink); font: 600 12px var(--sans); text-anchor: middle; font-variant-numeric: tabular-nums; }
  `;

  render() {
    const n = Math.min(MAX_DOTS, Math.max(1, this.n));
    const radius = n > 12 ? 2.4 : 3.5;
    const dots = Array.from({ length: n }, (_, i) => {
      const turn = (i / n) * 2 * Math.PI - Math.PI / 2;
      const full = i < Math.round((this.held / Math.max(1, this.n)) * n);
      return svg`<circle class=${full ? 'dot' : 'gap'} cx=${24 + 19 * Math.cos(turn)} cy=${24 + 19 * Math.sin(turn)} r=${full ? radius : radius - 0.7}></circle>`;
    });
    return html`<svg viewBox="0 0 48 48" aria-hidden="true">
      <circle class="core" cx="24" cy="24" r="11"></circle><circle class="orbit" cx="24" cy="24" r="19"></circle>${dots}
      <text x="24" y="28.3">${this.losses}</text></svg>`;
  }
}

customElements.define('kith-ring', KithRing);
