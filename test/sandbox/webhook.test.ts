import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buttonCard, card, MONDAY, startRig, text, type Reply, type Rig } from './rig';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const GROUPS = [
  { name: '投诉应急群', key: KEY },
  { name: '旧群', key: 'key-disabled', state: 'disabled' },
  { name: '移出的群', key: 'key-removed', state: 'not_in_group' },
] as const;

const notice = (more: object = {}) => ({
  card_type: 'text_notice',
  main_title: { title: '紧急通知' },
  card_action: { type: 1, url: 'https://bank.example/1' },
  ...more,
});

describe('a webhook into a group (消息推送)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({ groups: GROUPS });
  });
  afterEach(() => rig.sandbox.close());

  const push = async (body: unknown, key = KEY, sandbox = rig.sandbox): Promise<Reply> => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return (await (await fetch(`${sandbox.url}/cgi-bin/webhook/send?key=${key}`, init)).json()) as Reply;
  };
  const contents = () => rig.sandbox.group(KEY).map(({ content }) => content);

  it('needs no access_token, and shows the line in the group alone', async () => {
    expect(await push(text('请立即处理'))).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(rig.sandbox.group(KEY)).toEqual([
      { id: 'g1', at: MONDAY, from: 'app', kind: 'text', content: '请立即处理' },
    ]);
    expect(rig.sandbox.chat('lin')).toEqual([]);
    expect(rig.sandbox.group('no such key')).toEqual([]);
  });

  it('keeps whom a text calls, by userid and by number', async () => {
    const mentions = { mentioned_list: ['lin', '@all'], mentioned_mobile_list: ['13800001111'] };
    await push({ msgtype: 'text', text: { content: '紧急', ...mentions } });
    expect(rig.sandbox.group(KEY)[0]?.mentioned).toEqual(['lin', '@all', '13800001111']);
  });

  it('carries markdown of both kinds and the two notices', async () => {
    await push({ msgtype: 'markdown', markdown: { content: '**急**' } });
    await push({ msgtype: 'markdown_v2', markdown_v2: { content: '| a |' } });
    await push(card(notice()));
    const picture = { card_image: { url: 'https://bank.example/a.png' } };
    await push(card(notice({ card_type: 'news_notice', ...picture })));
    expect(rig.sandbox.group(KEY)).toMatchObject([
      { kind: 'markdown', content: '**急**' },
      { kind: 'markdown', content: '| a |' },
      { kind: 'card', card: { card_type: 'text_notice' } },
      { kind: 'card', card: { card_type: 'news_notice' } },
    ]);
  });

  it('takes a text of 2048 bytes and markdown of 4096', async () => {
    expect(await push(text('x'.repeat(2048)))).toMatchObject({ errcode: 0 });
    for (const kind of ['markdown', 'markdown_v2'])
      expect(await push({ msgtype: kind, [kind]: { content: 'x'.repeat(4096) } })).toMatchObject({
        errcode: 0,
      });
  });

  it.each([
    ['a key nobody has', text('x'), 'ghost', 93000],
    ['no key', text('x'), '', 93000],
    ['a disabled webhook', text('x'), 'key-disabled', 93004],
    ['one that was put out of the group', text('x'), 'key-removed', 93008],
    ['no content', { msgtype: 'text' }, KEY, 93017],
    ['an empty text', text(''), KEY, 93017],
    ['an empty markdown', { msgtype: 'markdown', markdown: {} }, KEY, 93017],
    ['a text over 2048 bytes', text('x'.repeat(2049)), KEY, 40058],
    ['a markdown over 4096', { msgtype: 'markdown', markdown: { content: 'x'.repeat(4097) } }, KEY, 40058],
    [
      'a markdown_v2 over 4096',
      { msgtype: 'markdown_v2', markdown_v2: { content: 'x'.repeat(4097) } },
      KEY,
      40058,
    ],
    ['a text that is no string', { msgtype: 'text', text: { content: 1 } }, KEY, 40058],
    [
      'mentions that are no list',
      { msgtype: 'text', text: { content: 'x', mentioned_list: 'lin' } },
      KEY,
      40058,
    ],
    ['a type the group cannot carry', { msgtype: 'textcard', textcard: {} }, KEY, 40008],
    ['msg_type for msgtype', { msg_type: 'text', text: { content: 'x' } }, KEY, 40008],
    ['a card with buttons', card(buttonCard('t1')), KEY, 42031],
    ['a notice with a task_id', card(notice({ task_id: 't1' })), KEY, 40058],
    [
      'a notice with a menu',
      card(notice({ action_menu: { action_list: [{ text: '静音', key: 'k' }] } })),
      KEY,
      40058,
    ],
    ['a notice that opens nothing', card(notice({ card_action: undefined })), KEY, 42045],
  ])('refuses %s', async (_, body, key, errcode) => {
    expect(await push(body, key)).toMatchObject({ errcode });
    expect(contents()).toEqual([]);
  });

  it('answers 45009 to the 21st of a minute, and for a minute from then', async () => {
    for (let n = 1; n <= 20; n += 1) expect(await push(text(String(n)))).toMatchObject({ errcode: 0 });
    rig.sandbox.clock.advance(59_000);
    expect(await push(text('21'))).toMatchObject({ errcode: 45009 });
    rig.sandbox.clock.advance(59_999);
    expect(await push(text('22'))).toMatchObject({ errcode: 45009 });
    expect(contents()).toHaveLength(20);
    rig.sandbox.clock.advance(1);
    expect(await push(text('23'))).toMatchObject({ errcode: 0 });
  });

  it('counts the minute of each webhook by itself, over any sixty seconds', async () => {
    const two = await startRig({
      groups: [...GROUPS, { name: '另一群', key: 'other' }],
      limits: { perWebhookMinute: 2 },
    });
    expect(await push(text('1'), KEY, two.sandbox)).toMatchObject({ errcode: 0 });
    two.sandbox.clock.advance(30_000);
    expect(await push(text('2'), KEY, two.sandbox)).toMatchObject({ errcode: 0 });
    expect(await push(text('1'), 'other', two.sandbox)).toMatchObject({ errcode: 0 });
    two.sandbox.clock.advance(30_000);
    expect(await push(text('3'), KEY, two.sandbox)).toMatchObject({ errcode: 0 });
    expect(await push(text('4'), KEY, two.sandbox)).toMatchObject({ errcode: 45009 });
    await two.sandbox.close();
  });

  it('never shows its key: not in the log, not to the page', async () => {
    await push(text('x'));
    expect(rig.sandbox.calls().at(-1)).toMatchObject({
      path: '/cgi-bin/webhook/send',
      request: { query: { key: '***' } },
    });
    const state = await (await fetch(`${rig.sandbox.url}/sandbox/api/state`)).text();
    expect(JSON.parse(state)).toMatchObject({ groups: [{ id: '1', name: '投诉应急群' }, {}, {}] });
    expect(JSON.stringify(rig.sandbox.calls()) + state).not.toContain(KEY);
  });

  it('still shows the keys of buttons in the log', async () => {
    await rig.send(card(buttonCard('t1')));
    expect(JSON.stringify(rig.sandbox.calls().at(-1))).toContain('"key":"approve"');
  });

  it('remembers the group over a restart, and writes no key down', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const snapshotFile = join(folder, 'snapshot.json');
    const before = await startRig({ snapshotFile, groups: GROUPS });
    await push(text('记得'), KEY, before.sandbox);
    await before.sandbox.close();
    expect(readFileSync(snapshotFile, 'utf8')).not.toContain(KEY);
    const after = await startRig({ snapshotFile, groups: GROUPS });
    expect(after.sandbox.group(KEY)).toMatchObject([{ content: '记得' }]);
    await after.sandbox.close();
    rmSync(folder, { recursive: true });
  });
});
