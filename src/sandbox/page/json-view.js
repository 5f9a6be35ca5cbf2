import { h } from './vendor/vue.js';

import { pieces } from './rich-text.js';

const TOKEN =
  /(?<key>"(?:[^"\\]|\\.)*")(?=:)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*|true|false|null)/g;

/** JSON with colours, from text nodes. */
export const JsonView = (props) =>
  h(
    'pre',
    { class: 'code' },
    pieces(JSON.stringify(props.value, null, 2) ?? '', TOKEN, ({ 0: token, groups }) =>
      h('span', { class: groups.key ? 'key' : groups.string ? 'string' : 'number' }, token),
    ),
  );
JsonView.props = ['value'];
