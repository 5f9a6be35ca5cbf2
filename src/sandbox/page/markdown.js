import { h } from './vendor/vue.js';

import { link, pieces } from './rich-text.js';
import { nameOf } from './store.js';

const FONT = /<font\s+color=["'](info|comment|warning)["']\s*>([\s\S]*?)<\/font>/gi;
const INLINE =
  /\*\*(?<bold>[^*\n]+)\*\*|`(?<code>[^`\n]+)`|\[(?<words>[^\]\n]*)\]\((?<url>[^)\s]+)\)|<@(?<who>[^>\s]+)>/g;

const inline = (text) =>
  pieces(text, INLINE, ({ groups: { bold, code, words, url, who } }) => {
    if (bold !== undefined) return h('strong', inline(bold));
    if (code !== undefined) return h('code', code);
    if (who !== undefined) return h('span', { class: 'mentioned' }, `@${nameOf(who)}`);
    return link(url, words);
  });

/** Colours may hold bold and links, not the other way round. */
const coloured = (text) =>
  pieces(text, FONT, ([, colour, words]) => h('span', { class: `font-${colour}` }, inline(words)), inline);

function block(line) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return h('p', { class: `heading heading-${heading[1].length}` }, coloured(heading[2]));
  const quote = /^>\s?(.*)$/.exec(line);
  if (quote) return h('blockquote', coloured(quote[1]));
  const item = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/.exec(line);
  if (item)
    return h('p', { class: 'item' }, [
      h('span', { class: 'bullet' }, item[1] ? `${item[1]}.` : '•'),
      h('span', coloured(item[2])),
    ]);
  return h('p', line === '' ? '\u00a0' : coloured(line));
}

/** Markdown 消息, the part WeCom draws: headings, bold, links, code, quotes, three colours, and in a group whom it calls. Built from text nodes, so nothing in it can run. */
export const Markdown = (props) => h('div', { class: 'markdown' }, props.content.split('\n').map(block));
Markdown.props = ['content'];
