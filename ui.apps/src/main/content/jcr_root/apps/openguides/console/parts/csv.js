/** Saves a list as CSV, or shows why this is refused. */

import { html, useState } from '../html.js';
import { saveCsv } from '../api.js';
import { refusalText } from './dialog.js';

/**
 * @param {{path: string, parameters: Object, name: string, label?: string, kind?: string}} properties of the request, the name of the file,
 *     and the text and classes of the button
 */
export function Csv({ path, parameters, name, label = 'CSV', kind = 'small' }) {
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setRefusal('');
    try {
      await saveCsv(path, parameters, name);
    } catch (error) {
      setRefusal(refusalText(error));
    }
    setBusy(false);
  };
  return html`
    <button type="button" class=${kind} disabled=${busy} onClick=${save}>${label}</button>
    ${refusal && html`<p class="error" role="alert">${refusal}</p>`}`;
}
