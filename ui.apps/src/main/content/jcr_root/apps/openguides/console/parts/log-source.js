/** Sources of log lines. A source keeps the visible lines and some more, however long the log is. */

import { get } from '../api.js';

const PATH = 'assets/process/logs';
const PAGE = 500;
const MOST_PAGES = 40;

/** A line, and its number; the log's first line is 0. */
const lineOf = (number, text) => ({ number, text });

/** All lines of a log, read in pages. */
export class WholeLog {
  #id;
  #pages = new Map();
  #loading = new Set();
  #changed;
  count = 0;
  complete = false;

  /** @param {function(): void} changed called when there are new lines */
  constructor(id, changed) {
    this.#id = id;
    this.#changed = changed;
  }

  /** Reads the new lines at the end; at first, the end itself. */
  async update() {
    const where = this.count === 0 ? { tail: PAGE } : { offset: this.count, limit: PAGE };
    this.#take(await get(PATH, { processingId: this.#id, ...where }));
    this.#changed();
  }

  /** The lines of a range; missing ones have no text and are fetched. */
  lines(from, to) {
    const lines = [];
    for (let number = from; number < Math.min(to, this.count); number++) {
      const text = this.#pages.get(Math.floor(number / PAGE))?.[number % PAGE];
      lines.push(lineOf(number, text));
      if (text === undefined) {
        this.#fetch(Math.floor(number / PAGE));
      }
    }
    this.#forget(Math.floor(from / PAGE));
    return lines;
  }

  async #fetch(page) {
    if (this.#loading.has(page)) {
      return;
    }
    this.#loading.add(page);
    try {
      this.#take(await get(PATH, { processingId: this.#id, offset: page * PAGE, limit: PAGE }));
      this.#changed();
    } catch {
      // The polling of the log shows the problem; a line that is still missing is requested again.
    } finally {
      this.#loading.delete(page);
    }
  }

  #take({ lines = [], offset = 0, totalLines = 0, complete = false }) {
    lines.forEach((text, index) => {
      const number = offset + index;
      const page = Math.floor(number / PAGE);
      if (!this.#pages.has(page)) {
        this.#pages.set(page, []);
      }
      this.#pages.get(page)[number % PAGE] = text;
    });
    this.count = Math.max(this.count, totalLines);
    this.complete = complete && offset + lines.length >= totalLines;
  }

  /** Keeps the nearest pages. */
  #forget(page) {
    if (this.#pages.size > MOST_PAGES) {
      [...this.#pages.keys()]
        .sort((a, b) => Math.abs(b - page) - Math.abs(a - page))
        .slice(0, this.#pages.size - MOST_PAGES)
        .forEach((far) => this.#pages.delete(far));
    }
  }
}

/** The lines that match a condition, searched from the beginning as far as the user looks. */
export class FoundLines {
  #id;
  #condition;
  #changed;
  #found = [];
  #cursor;
  #busy = false;
  #wanted = PAGE;
  complete = false;
  searched = 0;
  total = 0;

  /** @param {{level: string, q: string}} condition */
  constructor(id, condition, changed) {
    this.#id = id;
    this.#condition = condition;
    this.#changed = changed;
  }

  get count() {
    return this.#found.length;
  }

  /** Continues the search until it is a page ahead of the visible lines, or the end is reached. */
  async update() {
    if (this.#busy || this.complete || this.#found.length >= this.#wanted) {
      return;
    }
    this.#busy = true;
    try {
      let more = true;
      while (more && this.#found.length < this.#wanted) {
        const page = await get(PATH, { processingId: this.#id, ...this.#condition, limit: PAGE, cursor: this.#cursor });
        page.lines.forEach((text, index) => this.#found.push(lineOf(page.numbers[index], text)));
        this.#cursor = page.nextCursor ?? this.#cursor;
        this.total = page.totalLines;
        more = page.hasMore;
        this.searched = more ? (page.numbers.at(-1) ?? this.searched) : page.totalLines;
        this.complete = page.complete && !more;
        this.#changed();
      }
    } finally {
      this.#busy = false;
    }
  }

  lines(from, to) {
    if (to + PAGE > this.#wanted) {
      this.#wanted = to + PAGE;
      this.update().catch(() => {}); // it is tried again with the next update
    }
    return this.#found.slice(from, to);
  }

  /** The index of a line among the found ones; -1 if it is not one of them. */
  indexOf(number) {
    return this.#found.findIndex((line) => line.number === number);
  }
}
