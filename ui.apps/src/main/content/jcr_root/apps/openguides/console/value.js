/** A value that components share, with notification of changes. */

import { useEffect, useState } from './html.js';

export class Value {
  #now;
  #listeners = new Set();

  constructor(now) {
    this.#now = now;
  }

  get now() {
    return this.#now;
  }

  set now(value) {
    if (value !== this.#now) {
      this.#now = value;
      [...this.#listeners].forEach((listener) => listener(value));
    }
  }

  /** Returns a function that ends it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The current value; the component is rendered again when it changes. */
export function useValue(value) {
  const [now, set] = useState(value.now);
  useEffect(() => {
    set(value.now);
    return value.listen(set);
  }, [value]);
  return now;
}
