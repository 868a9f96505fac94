import { api } from './api.js';

const KINDS = ['file', 'person', 'holding', 'repair', 'node', 'attestation', 'revocation', 'device'];
const MAX_WAIT_MILLIS = 15_000;

/**
 * Listens to what happens on the node and comes back when the line breaks. The browser does so itself while the node
 * merely does not answer; once it gave up, we ask again, ever more slowly.
 */
export class Live {
  #handlers;
  #source;
  #wait = 1000;
  #timer;

  /** @param handlers `onEvent(event)`, `onOpen()`, `onGone()` */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  start() {
    this.stop();
    const source = new EventSource(api.eventsUrl);
    this.#source = source;
    source.onopen = () => {
      this.#wait = 1000;
      this.#handlers.onOpen();
    };
    source.onerror = () => {
      this.#handlers.onGone();
      if (source.readyState === EventSource.CLOSED) {
        this.#timer = setTimeout(() => this.start(), this.#wait);
        this.#wait = Math.min(MAX_WAIT_MILLIS, this.#wait * 2);
      }
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => this.#handlers.onEvent(JSON.parse(event.data)));
    }
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }
}
