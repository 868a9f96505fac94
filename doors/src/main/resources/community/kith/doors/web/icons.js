import { svg } from 'lit';

const icon = (shape) => svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;

export const icons = {
  accepted: icon(svg`<circle cx="12" cy="12" r="8.5" stroke-dasharray="3.2 3.2"></circle><circle cx="12" cy="12" r="2.5" fill="currentColor"></circle>`),
  durable: icon(svg`<path d="M12 3.5 19 6v5.5c0 4.3-2.9 7.6-7 9-4.1-1.4-7-4.7-7-9V6z"></path>`),
  verified: icon(svg`<path d="M12 3.5 19 6v5.5c0 4.3-2.9 7.6-7 9-4.1-1.4-7-4.7-7-9V6z"></path><path d="m8.7 12 2.4 2.4 4.3-4.6"></path>`),
  file: icon(svg`<path d="M6.5 3.5h7L18 8v12.5H6.5z"></path><path d="M13.5 3.5V8H18"></path>`),
  folder: icon(svg`<path d="M3.5 6.5h6l2 2.5h9v10.5h-17z"></path>`),
  copy: icon(svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"></rect><path d="M15.5 5.5v-1h-11v11h1"></path>`),
  down: icon(svg`<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14"></path>`),
  add: icon(svg`<path d="M12 5v14M5 12h14"></path>`),
  bin: icon(svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7"></path>`),
  more: icon(svg`<path d="m6.5 9.5 5.5 5.5 5.5-5.5"></path>`),
  less: icon(svg`<path d="m6.5 14.5 5.5-5.5 5.5 5.5"></path>`),
  look: icon(svg`<circle cx="11" cy="11" r="6"></circle><path d="m15.5 15.5 4.5 4.5"></path>`),
  warn: icon(svg`<path d="M12 4 21 19.5H3z"></path><path d="M12 10v4.5m0 2.4v.1"></path>`),
  person: icon(svg`<circle cx="12" cy="8" r="3.8"></circle><path d="M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"></path>`),
  holding: icon(svg`<path d="M4 13c2.5 0 3.5 3 8 3s5.5-3 8-3v4.500H4z"></path><circle cx="12" cy="8" r="3.5"></circle>`),
  repair: icon(svg`<path d="M5 12a7 7 0 0 1 12-5l2 2m0-4.500V9h-4.500M19 12a7 7 0 0 1-12 5l-2-2m0 4.500V15h4.5"></path>`),
  node: icon(svg`<rect x="4" y="5" width="16" height="10.5" rx="1.5"></rect><path d="M2.5 19h19"></path>`),
};
