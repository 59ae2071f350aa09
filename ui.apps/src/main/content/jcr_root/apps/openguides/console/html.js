/** What all modules of the page use: Preact, its hooks, and templates without a compiler. */

import { Component, h } from 'preact';
import htm from 'htm';

export { render } from 'preact';
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** Creates elements from a template. Inserted values are text, never markup. */
export const html = htm.bind(h);

/**
 * A component that is rendered again only if one of its properties changes.
 * @param {function(Object): Object} draw
 */
export function memo(draw) {
  return class extends Component {
    shouldComponentUpdate(next) {
      const now = this.props;
      return Object.keys({ ...now, ...next }).some((name) => now[name] !== next[name]);
    }

    render(properties) {
      return html`<${draw} ...${properties} />`;
    }
  };
}
