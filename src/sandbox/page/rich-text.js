import { h, inject } from './vendor/vue.js';

const isWeb = (url) => /^https?:\/\/\S+$/i.test(url);

/** A link that opens on the phone it is read on; an address that is not http(s) stays plain text. */
export function link(url, content) {
  if (!isWeb(url)) return content;
  const open = inject('open');
  const onClick = (event) => {
    event.preventDefault();
    open({ type: 1, url });
  };
  return h('a', { class: 'link', href: url, onClick }, content);
}

const ANCHOR = /<a\s[^>]*?href=["']([^"']*)["'][^>]*>([\s\S]*?)<\/a>/gi;

/** The text between the matches of a pattern as it is, each match as `draw` makes it. Only text nodes and known elements. */
export function pieces(text, pattern, draw, plain = (piece) => [piece]) {
  const drawn = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) drawn.push(...plain(text.slice(end, match.index)));
    drawn.push(draw(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) drawn.push(...plain(text.slice(end)));
  return drawn;
}

/** 文本消息: line breaks stay; WeCom knows one tag in it, the link. */
export const RichText = (props) =>
  h(
    'span',
    { class: 'text' },
    pieces(props.content, ANCHOR, ([, url, words]) => link(url, words)),
  );
RichText.props = ['content'];
