import { css } from 'lit';

/** What all components look like: text, buttons, fields, cards. */
export const common = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { display: block; }
  [hidden] { display: none !important; }
  h2 { margin: 0; font: 600 1.3rem/1.25 var(--serif); letter-spacing: -0.01em; text-wrap: balance; }
  h3 { margin: 0; font: 600 1rem/1.35 var(--sans); }
  p { margin: 0; text-wrap: pretty; }
  ul, ol, dl, dd { margin: 0; padding: 0; list-style: none; }
  .soft { color: var(--soft); }
  .small { font-size: 0.875rem; }
  .numbers { font-variant-numeric: tabular-nums; }
  code, .code { font: 0.84em/1.5 var(--mono); overflow-wrap: anywhere; }
  .card { padding: 1.25rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); box-shadow: var(--shadow); }
  .head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1rem; margin-bottom: 1rem; }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
  .stack { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: 0.75rem; }
  .empty { padding: 1.25rem; border: 1px dashed var(--edge); border-radius: 0.8rem; color: var(--soft); }
  .empty strong { display: block; color: var(--ink); }

  button, .button { display: inline-flex; align-items: center; gap: 0.4em; min-height: 2.5rem; padding: 0.4rem 0.9rem;
    border: 1px solid var(--edge); border-radius: 0.7rem; background: transparent; color: var(--ink);
    font: 500 0.925rem/1.2 var(--sans); text-decoration: none; cursor: pointer; transition: background-color 0.15s; }
  button:hover, .button:hover { background: var(--sunk); }
  button.main { border-color: var(--moss); background: var(--moss); color: var(--on-moss); }
  button.main:hover { background: color-mix(in srgb, var(--moss) 88%, var(--ink)); }
  button.danger { border-color: var(--rust); color: var(--rust); }
  button.quiet, .button.quiet { border-color: transparent; padding: 0.4rem 0.6rem; }
  button:disabled { opacity: 0.55; cursor: default; }
  :is(button, a, input, select, textarea, summary, .button):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  a { color: var(--moss); }

  label { display: grid; gap: 0.25rem; font-size: 0.875rem; font-weight: 500; }
  label.choice { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 400; font-size: 0.925rem; min-height: 2rem; }
  input, select, textarea { width: 100%; min-height: 2.5rem; padding: 0.45rem 0.7rem; border: 1px solid var(--edge);
    border-radius: 0.6rem; background: var(--card); color: var(--ink); font: 1rem/1.4 var(--sans); }
  input[type='checkbox'] { width: 1.1rem; min-height: 1.1rem; margin: 0; accent-color: var(--moss); }
  textarea { resize: vertical; font: 0.84rem/1.5 var(--mono); }

  .icon { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
  .hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 30rem) { .card { padding: 1rem; border-radius: 0.8rem; } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;

/** Lets the page tell something in its status line; a problem stays until it is read. */
export function tell(element, text, problem = false) {
  element.dispatchEvent(new CustomEvent('notice', { detail: { text, problem }, bubbles: true, composed: true }));
}

/** Runs what a button does, and tells why when it fails. */
export async function attempt(element, work) {
  try {
    return await work();
  } catch (failure) {
    tell(element, failure.detail ? `${failure.message}: ${failure.detail}` : failure.message, true);
    return undefined;
  }
}

export async function copy(element, text, what) {
  try {
    await navigator.clipboard.writeText(text);
    tell(element, `${what} copied.`);
  } catch {
    tell(element, `The browser does not let this page copy. ${what}: ${text}`, true);
  }
}
