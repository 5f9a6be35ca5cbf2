import { openCallback, type OpenedCallback } from '../../src/wecom/open-callback';
import { readXml } from '../../src/wecom/xml';
import { innerXml, type Happening } from '../support/signed-callback';

const at = 1_772_416_800;
const text = {
  type: 'text',
  from: 'lin',
  at,
  content: '投诉：信用卡年费重复扣费',
  msgId: '4561255354251345929',
} as const;
const tap = {
  type: 'tap',
  from: 'zhao',
  at,
  taskId: 'cmp-42-1',
  eventKey: 'approve:42',
  responseCode: 'CODE',
} as const;

function open(happening: Happening): OpenedCallback | undefined {
  return openSource(innerXml(happening));
}

function openSource(source: string): OpenedCallback | undefined {
  const xml = readXml(source);
  if (!xml) throw new Error('the test wrote bad XML');
  return openCallback(xml, source);
}

const keyOf = (happening: Happening) => open(happening)?.messageKey;

describe('what a callback says', () => {
  it('text: who wrote what, and when', () => {
    expect(open(text)?.callback).toEqual({
      ...{ kind: 'text', from: 'lin', at: new Date('2026-03-02T02:00:00Z'), msgId: text.msgId },
      content: text.content,
    });
  });

  it.each(['image', 'voice', 'video', 'location', 'link', 'file'] as const)(
    '%s: a message we do not read',
    (type) => {
      expect(open({ type, from: 'lin', at, msgId: '7' })?.callback).toMatchObject({
        ...{ kind: 'other_message', msgType: type, msgId: '7', from: 'lin' },
      });
    },
  );

  it('a tap: card, button and the code to redraw it with', () => {
    expect(open(tap)?.callback).toEqual({
      ...{ kind: 'card_tap', from: 'zhao', at: new Date(at * 1_000), cardType: 'button_interaction' },
      ...{ taskId: 'cmp-42-1', eventKey: 'approve:42', responseCode: 'CODE', selected: {} },
    });
  });

  it('a tap with answers: the options chosen, by question', () => {
    const selected = { level: ['major'], tags: ['fee', 'card'], none: [] };
    expect(open({ ...tap, selected })?.callback).toMatchObject({ selected });
  });

  it('a tap with an empty SelectedItems, as a card without questions may send', () => {
    const source = innerXml(tap).replace('</xml>', '<SelectedItems></SelectedItems></xml>');
    expect(openSource(source)?.callback).toMatchObject({ kind: 'card_tap', selected: {} });
  });

  it('a person opening the app', () => {
    expect(open({ type: 'enter_agent', from: 'lin', at })?.callback).toMatchObject({ kind: 'enter_agent' });
    expect(
      open({ type: 'event', event: 'click', fields: { EventKey: 'leak' }, from: 'Lin', at })?.callback,
    ).toMatchObject({ kind: 'menu_click', key: 'leak', from: 'lin' });
    expect(
      open({ type: 'event', event: 'click', fields: { EventKey: '' }, from: 'lin', at }),
    ).toBeUndefined();
  });

  it.each(['subscribe', 'sys_approval_change', 'template_card_menu_event', 'something_new_in_2027'])(
    'an event we do not know: %s is a value, not a crash',
    (event) => {
      const fields = { EventKey: 'k', TaskId: 't' };
      expect(open({ type: 'event', event, from: 'sys', at, fields })?.callback).toEqual({
        ...{ kind: 'other_event', event, from: 'sys', at: new Date(at * 1_000) },
      });
    },
  );

  it('userids in lower case, as WeCom compares them, and digits as they are', () => {
    expect(open({ ...text, from: 'LinXiao' })?.callback.from).toBe('linxiao');
    expect(open({ ...text, from: '007' })?.callback.from).toBe('007');
  });

  it('a MsgId of letters, as clients since 5.0 send', () => {
    expect(open({ ...text, msgId: 'CAIQ9f7yvQYY0oCAgA==' })?.callback).toMatchObject({
      msgId: 'CAIQ9f7yvQYY0oCAgA==',
    });
  });

  it.each(['', ' ', '😀'.repeat(500), '‮شكوى‬', ']]>', '长'.repeat(20_000), '<a href="x">x</a>', '\n\n'])(
    'the content exactly as it was written: %.12p',
    (content) => {
      expect(open({ ...text, content })?.callback).toMatchObject({ content });
    },
  );
});

describe('what is no callback', () => {
  const without = (name: string, happening: Happening = text) =>
    innerXml(happening).replace(new RegExp(`<${name}>.*?</${name}>`, 's'), '');

  it.each(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'MsgId', 'Content'])(
    'a text without %s',
    (name) => {
      expect(openSource(without(name))).toBeUndefined();
    },
  );

  it.each(['FromUserName', 'CreateTime', 'Event', 'EventKey', 'TaskId', 'CardType', 'ResponseCode'])(
    'a tap without %s',
    (name) => {
      expect(openSource(without(name, tap))).toBeUndefined();
    },
  );

  it.each(['FromUserName', 'CreateTime', 'Content', 'MsgId', 'MsgType'])('a text with %s twice', (name) => {
    const source = innerXml(text);
    const element = new RegExp(`<${name}>.*?</${name}>`, 's').exec(source)?.[0] ?? '';
    expect(openSource(source.replace('</xml>', `${element}</xml>`))).toBeUndefined();
  });

  it.each(['', 'now', '-1', '1e9', '1409659813.5', '9999999999999'])('a CreateTime of %p', (createTime) => {
    expect(openSource(innerXml(text).replace(String(at), createTime))).toBeUndefined();
  });

  it.each(['', 'x'.repeat(65)])('a sender named %p', (from) => {
    expect(open({ ...text, from })).toBeUndefined();
  });

  it('elements where a text should be', () => {
    const source = innerXml(text).replace(/<Content>.*<\/Content>/s, '<Content><x>1</x></Content>');
    expect(openSource(source)).toBeUndefined();
  });

  it('a task id longer than any we gave out', () => {
    expect(open({ ...tap, taskId: 'x'.repeat(1_025) })).toBeUndefined();
  });
});

describe('the key under which it counts once', () => {
  it('is the same for the same message, though the XML is laid out anew', () => {
    expect(openSource(innerXml(text).replaceAll(/<\/\w+>/g, '$&\n'))?.messageKey).toBe(keyOf(text));
  });

  it.each<[string, Partial<typeof text> & { readonly agentId?: number }]>([
    ['MsgId', { msgId: '1' as never }],
    ['sender', { from: 'wang' as never }],
    ['app', { agentId: 1000003 }],
    ['second', { at: (at + 1) as never }],
  ])('is another one for another %s', (_what, other) => {
    expect(keyOf({ ...text, ...other })).not.toBe(keyOf(text));
  });

  it('does not depend on the words: a MsgId is one message', () => {
    expect(keyOf({ ...text, content: 'anything else' })).toBe(keyOf(text));
  });

  it('tells events of one sender and one second apart', () => {
    const keys = [
      keyOf(tap),
      keyOf({ ...tap, taskId: 'cmp-42-2' }),
      keyOf({ ...tap, eventKey: 'return:42' }),
      keyOf({ ...tap, responseCode: 'NEXT' }),
      keyOf({ ...tap, selected: { q: ['a'] } }),
      keyOf({ ...tap, from: 'qian' }),
      keyOf({ type: 'enter_agent', from: 'zhao', at }),
      keyOf({ type: 'event', event: 'sys_approval_change', from: 'zhao', at, fields: { SpNo: '1' } }),
      keyOf({ type: 'event', event: 'sys_approval_change', from: 'zhao', at, fields: { SpNo: '2' } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('cannot be forged across kinds or by joining fields differently', () => {
    const one = keyOf({ ...text, from: 'a', msgId: '12' });
    const other = keyOf({ ...text, from: 'a1', msgId: '2' });
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
  });
});
