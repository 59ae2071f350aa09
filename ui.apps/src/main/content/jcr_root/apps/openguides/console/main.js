/** Loads the texts, then renders the page. */

import { App } from './app.js';
import { html, render } from './html.js';
import { loadTexts, t } from './texts.js';

await loadTexts();
document.title = t('title');
render(html`<${App} />`, document.getElementById('console'));
