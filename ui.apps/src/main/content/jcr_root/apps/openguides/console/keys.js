/** Keyboard shortcuts, active unless the focus is in a field. */

import { useEffect } from './html.js';

const FIELDS = 'input, textarea, select, [contenteditable]';

/**
 * @param {Object<string, function(): void>} actions by key, such as `n`
 */
export function useKeys(actions) {
  useEffect(() => {
    const press = (event) => {
      const action = actions[event.key];
      const typing = event.target instanceof Element && event.target.closest(FIELDS);
      const inDialog = document.querySelector('dialog[open]');
      if (!action || typing || inDialog || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
        return;
      }
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
