/** The texts of the page, in the language of the browser. Each language is one file in `texts/`. */

import { place } from './place.js';
import en from './texts/en.js';

const LANGUAGES = ['en', 'de'];

function choose() {
  const wanted = [place.now.lang ?? '', ...navigator.languages].map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.find((language) => LANGUAGES.includes(language)) ?? 'en';
}

export const language = choose();

/** The locale for dates and numbers: the browser's, if it has the same language. */
export const locale = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;

let texts = en;
const numbers = new Intl.NumberFormat(locale);
const plurals = new Intl.PluralRules(locale);

/** Loads the texts; until then they are English. */
export async function loadTexts() {
  if (language !== 'en') {
    texts = { ...en, ...(await import(`./texts/${language}.js`)).default };
  }
  document.documentElement.lang = language;
}

/** Whether there is a text for a key: a server may have codes that this page does not know. */
export const has = (key) => Object.hasOwn(texts, key);

/**
 * The text for a key.
 * @param {string} key
 * @param {Object<string, string|number>=} values fill in `{name}`; `count` chooses between singular and plural
 */
export function t(key, values = {}) {
  const found = texts[key] ?? key;
  const text = typeof found === 'string' ? found : (found[plurals.select(Number(values.count))] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? whole);
  });
}
