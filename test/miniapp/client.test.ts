import { createClient, type Answered, type Ground, type Sent } from '../../miniapp/src/api/client';
import { createOutbox, type Waiting } from '../../miniapp/src/api/outbox';
import { problemOf, readProblem, type Outcome } from '../../miniapp/src/api/problem';
import { PIECE_BYTES, upload, type LocalFile } from '../../miniapp/src/api/upload';

const OK: Answered = { status: 200, headers: { etag: '"3"' }, body: { id: 'KFB26000001' } };

/** A ground that answers one after the other, and remembers what was asked. */
function ground(answers: readonly (Answered | undefined)[], mayLogin = true) {
  const sent: Sent[] = [];
  const renewed: string[] = [];
  let [keys, logins] = [0, 0];
  const made: Ground = {
    send: (request) => {
      sent.push(request);
      return Promise.resolve(answers[sent.length - 1]);
    },
    credentials: () => Promise.resolve(logins > 0 ? { Authorization: `Bearer ${logins}` } : {}),
    renew: (token) => Promise.resolve(void renewed.push(token)),
    login: () => {
      logins += 1;
      return Promise.resolve(mayLogin);
    },
    newKey: () => `key-${(keys += 1)}`,
  };
  return { call: createClient(made), sent, renewed, logins: () => logins };
}

describe('a call of the mini-app', () => {
  it('gives what came back and the version of it', async () => {
    const { call } = ground([OK]);
    expect(await call('/cases/KFB26000001')).toEqual({ ok: true, data: OK.body, etag: '"3"' });
  });

  it('gives every POST a key, its own or the one it is told, and a GET none', async () => {
    const { call, sent } = ground([OK, OK, OK]);
    await call('/cases', { body: {} });
    await call('/cases', { body: {}, key: 'mine' });
    await call('/work');
    expect(sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['key-1', 'mine', undefined]);
  });

  it('says which version the person saw', async () => {
    const { call, sent } = ground([OK]);
    await call('/cases/KFB26000001/acts', { body: {}, etag: '"3"' });
    expect(sent[0]?.headers['If-Match']).toBe('"3"');
  });

  it('logs in once when it is refused, and asks the same again with the same key', async () => {
    const { call, sent, logins } = ground([{ ...OK, status: 401 }, OK]);
    expect(await call('/cases', { body: { facts: '…' } })).toMatchObject({ ok: true });
    expect(logins()).toBe(1);
    expect(sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['key-1', 'key-1']);
    expect(sent.map(({ headers }) => headers['Authorization'])).toEqual([undefined, 'Bearer 1']);
  });

  it('keeps the new token that comes with an answer', async () => {
    const { call, renewed } = ground([OK, { ...OK, headers: { 'suda-session': 'next' } }]);
    await call('/work');
    expect(renewed).toEqual([]);
    await call('/work');
    expect(renewed).toEqual(['next']);
  });

  it('asks no third time', async () => {
    const { call, sent } = ground([{ ...OK, status: 401 }, { ...OK, status: 401 }, OK]);
    expect(await call('/work')).toMatchObject({ ok: false, problem: { kind: 'login' } });
    expect(sent).toHaveLength(2);
  });

  it('says so when nobody could log in', async () => {
    const { call, sent } = ground([{ ...OK, status: 401 }, OK], false);
    expect(await call('/work')).toMatchObject({ ok: false, problem: { kind: 'login' } });
    expect(sent).toHaveLength(1);
  });

  it('of a complainant logs nobody in and carries no credentials', async () => {
    const { call, sent, logins } = ground([{ ...OK, status: 401 }]);
    await call('/public/survey', { anonymous: true, body: { token: 'x' } });
    expect(logins()).toBe(0);
    expect(sent[0]?.headers).not.toHaveProperty('Authorization');
  });

  it('that was not answered is told as no network', async () => {
    expect(await ground([undefined]).call('/work')).toEqual({ ok: false, problem: problemOf('offline') });
  });
});

describe('a problem', () => {
  it('is told in the words of the service, field by field, the first of each', () => {
    const body = {
      ...{ title: '没有登记', detail: '请改好再登记', type: 'urn:suda:problem:invalid_input' },
      errors: [
        { pointer: '/party/phone', detail: '位数不对' },
        { pointer: '/party/phone', detail: '又不对' },
        { pointer: '/actions/0/text', detail: '太长' },
        { pointer: '/a~1b~0c', detail: '多余' },
        { pointer: '', detail: '整个不对' },
      ],
    };
    expect(readProblem(422, body)).toMatchObject({
      ...{ kind: 'invalid', title: '没有登记', code: 'invalid_input' },
      fields: { 'party.phone': '位数不对', 'actions.0.text': '太长', 'a/b~c': '多余' },
    });
  });

  it.each(['plan_changed', 'about:blank', 7, undefined])(
    'of type %j has a code only if it is one of ours',
    (type) => {
      expect(readProblem(409, { type }).code).toBeUndefined();
    },
  );

  it.each([
    undefined,
    null,
    'text',
    7,
    [],
    { errors: 'none' },
    { errors: [null, 1, { pointer: 2, detail: 3 }] },
  ])('can be told whatever the body is: %j', (body) => {
    expect(readProblem(500, body)).toMatchObject({ kind: 'fault', fields: {} });
  });

  it('cannot reach into prototypes by the name of a field', () => {
    const { fields } = readProblem(422, { errors: [{ pointer: '/__proto__', detail: '坏' }] });
    expect(Object.keys(fields)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['坏']).toBeUndefined();
  });

  it.each([
    [400, 'invalid'],
    [401, 'login'],
    [403, 'refused'],
    [404, 'missing'],
    [409, 'refused'],
    [412, 'stale'],
    [422, 'invalid'],
    [429, 'limited'],
    [500, 'fault'],
    [503, 'fault'],
  ])('of status %i is %s', (status, kind) => {
    expect(readProblem(status, {}).kind).toBe(kind);
  });

  it('says when to try again', () => {
    expect(readProblem(429, {}, '12').retryAfter).toBe(12);
    expect(readProblem(429, {}, 'soon').retryAfter).toBeUndefined();
  });
});

describe('what is filed without a network', () => {
  const filing = (key: string): Waiting<string> => ({ key, body: `投诉 ${key}`, at: 1 });

  function outbox(answer: (waiting: Waiting<string>) => Outcome<string>, canKeep = true) {
    let kept: readonly Waiting<string>[] = [];
    const sent: string[] = [];
    const made = createOutbox<string, string>({
      read: () => Promise.resolve(kept),
      write: (waiting) => {
        if (canKeep) kept = waiting;
        return Promise.resolve(canKeep);
      },
      send: (waiting) => {
        sent.push(waiting.key);
        return Promise.resolve(answer(waiting));
      },
    });
    return { ...made, sent, kept: () => kept };
  }

  const offline: Outcome<string> = { ok: false, problem: problemOf('offline') };
  const refused: Outcome<string> = { ok: false, problem: problemOf('refused') };

  it('is kept, and sent once when the network is back, whoever asks how often', async () => {
    let isOnline = false;
    const box = outbox(({ key }) => (isOnline ? { ok: true, data: `已登记 ${key}` } : offline));
    expect(await box.put(filing('a'))).toBe('kept');
    expect(await box.flush()).toEqual([]);
    isOnline = true;
    const [one, other] = await Promise.all([box.flush(), box.flush()]);
    expect(one).toEqual(['已登记 a']);
    expect(other).toBe(one);
    expect(box.sent).toEqual(['a', 'a', 'a']);
    expect(box.kept()).toEqual([]);
    expect(await box.flush()).toEqual([]);
  });

  it('is kept before it is sent, so that a page closed in the middle loses nothing', async () => {
    const seen: number[] = [];
    const box = outbox(() => {
      seen.push(box.kept().length);
      return { ok: true, data: '已登记' };
    });
    await box.put(filing('a'));
    expect(seen).toEqual([1]);
  });

  it('is not said to be kept by a phone that can keep nothing', async () => {
    expect(await outbox(() => offline, false).put(filing('a'))).toBe(offline);
  });

  it('is not kept when it was refused while the form is still there', async () => {
    const box = outbox(() => refused);
    expect(await box.put(filing('a'))).toBe(refused);
    expect(box.kept()).toEqual([]);
  });

  it('stays with the reason when it is refused later, and is sent no more until it is dropped', async () => {
    let answer: Outcome<string> = offline;
    const box = outbox(() => answer);
    await box.put(filing('a'));
    answer = refused;
    await box.flush();
    await box.flush();
    expect(box.sent).toEqual(['a', 'a']);
    expect(await box.waiting()).toMatchObject([{ key: 'a', problem: { kind: 'refused' } }]);
    await box.drop('a');
    expect(await box.waiting()).toEqual([]);
  });

  it('does not hold back the next one when one is refused, but waits when there is still no network', async () => {
    const answers: Record<string, Outcome<string>> = { a: offline, b: offline };
    const box = outbox(({ key }) => answers[key] ?? offline);
    await box.put(filing('a'));
    await box.put(filing('b'));
    answers['a'] = refused;
    answers['b'] = { ok: true, data: '已登记 b' };
    expect(await box.flush()).toEqual(['已登记 b']);
  });
});

describe('uploading a file', () => {
  const SIZE = 2 * PIECE_BYTES + 5;
  const PLACE = { state: 'receiving', size: SIZE };

  interface Service {
    /** The piece at this offset is lost, once. */
    readonly lost?: number;
    /** What the service has already. */
    readonly has?: number;
    /** What it says when it is asked how the check went, one after the other. */
    readonly checks?: readonly object[];
    readonly begin?: Answered;
  }

  /** Takes pieces as the service does. */
  function service({ lost, has = 0, checks = [{ state: 'kept', no: 1 }], begin }: Service = {}) {
    const pieces: [number, number][] = [];
    const sent: string[] = [];
    let [offset, looks, isLost] = [has, 0, false];
    const call = createClient({
      credentials: () => Promise.resolve({}),
      renew: () => Promise.resolve(),
      login: () => Promise.resolve(false),
      newKey: () => 'key',
      send: ({ method, path, body }) => {
        sent.push(`${method} ${path}`);
        const answer = (said: object) => Promise.resolve({ status: 200, headers: {}, body: said });
        if (method === 'POST') return begin ? Promise.resolve(begin) : answer({ id: 'u1' });
        if (method === 'GET' && offset < SIZE) return answer({ id: 'u1', offset, ...PLACE });
        if (method === 'GET') return answer({ id: 'u1', offset, ...PLACE, ...checks[looks++] });
        const from = Number(/offset=(\d+)/.exec(path)?.[1]);
        if (from === lost && !isLost) {
          isLost = true;
          return Promise.resolve(undefined);
        }
        if (from !== offset) return answer({ isTaken: false, offset, state: 'receiving' });
        pieces.push([from, (body as ArrayBuffer).byteLength]);
        offset += (body as ArrayBuffer).byteLength;
        return answer({ isTaken: true, offset, state: offset < SIZE ? 'receiving' : 'checking' });
      },
    });
    return { call, pieces, sent };
  }

  const file: LocalFile = {
    ...{ name: 'a.jpg', size: SIZE, type: 'image/jpeg', source: 'album' },
    read: (_from, length) => Promise.resolve(new ArrayBuffer(length)),
  };
  const watch = (isPaused = () => false) => ({
    ...{ key: 'k', to: { caseId: 'KFB26000001' }, isPaused },
    ...{ progress: vi.fn(), began: vi.fn(), checking: vi.fn() },
    wait: vi.fn(() => Promise.resolve()),
  });

  it('goes piece by piece, says how far it is, and waits until the file was looked at', async () => {
    const { call, pieces } = service({ checks: [{ state: 'checking' }, { state: 'kept', no: 7 }] });
    const seen = watch();
    expect(await upload(call, file, seen)).toEqual({ is: 'kept', no: 7 });
    expect(pieces).toEqual([
      [0, PIECE_BYTES],
      [PIECE_BYTES, PIECE_BYTES],
      [2 * PIECE_BYTES, 5],
    ]);
    expect(seen.progress.mock.calls.flat()).toEqual([0, PIECE_BYTES, 2 * PIECE_BYTES, SIZE]);
    expect(seen.checking).toHaveBeenCalledTimes(1);
    expect(seen.wait).toHaveBeenCalledTimes(1);
  });

  it('goes on where it was when the network is lost in the middle', async () => {
    const { call, pieces } = service({ lost: PIECE_BYTES });
    const seen = watch();
    expect(await upload(call, file, seen)).toMatchObject({ is: 'failed', problem: { kind: 'offline' } });
    expect(seen.began).toHaveBeenCalledWith('u1');
    expect(await upload(call, file, { ...watch(), id: 'u1' })).toMatchObject({ is: 'kept' });
    expect(pieces.map(([offset]) => offset)).toEqual([0, PIECE_BYTES, 2 * PIECE_BYTES]);
  });

  it('sends again nothing that is there, though its beginning was not answered', async () => {
    const { call, pieces } = service({ has: PIECE_BYTES });
    expect(await upload(call, file, watch())).toMatchObject({ is: 'kept' });
    expect(pieces.map(([offset]) => offset)).toEqual([PIECE_BYTES, 2 * PIECE_BYTES]);
  });

  it('only asks how it went when all of it is there', async () => {
    const { call, sent } = service({ has: SIZE, checks: [{ state: 'checking' }, { state: 'kept', no: 1 }] });
    expect(await upload(call, file, { ...watch(), id: 'u1' })).toMatchObject({ is: 'kept' });
    expect(sent.every((each) => each === 'GET /uploads/u1')).toBe(true);
  });

  it('says why a file was not kept, in the words of the service', async () => {
    const { call } = service({
      checks: [{ state: 'refused', reason: 'file_disguised', detail: '内容不符' }],
    });
    expect(await upload(call, file, watch())).toEqual({ is: 'refused', words: '内容不符' });
  });

  it('is told before a byte was sent that it will not be taken', async () => {
    const begin = { status: 422, headers: {}, body: { detail: '文件最大 50 MB' } };
    const { call, pieces } = service({ begin });
    expect(await upload(call, file, watch())).toMatchObject({
      ...{ is: 'failed', problem: { detail: '文件最大 50 MB' } },
    });
    expect(pieces).toEqual([]);
  });

  it('stops between two pieces when it is paused', async () => {
    const { call, pieces } = service();
    const isPaused = () => pieces.length === 1;
    expect(await upload(call, file, watch(isPaused))).toEqual({ is: 'paused' });
    expect(pieces).toHaveLength(1);
  });

  it('ends when the service takes nothing, and when the phone cannot read the file', async () => {
    const nothing = { isTaken: false, offset: 0, state: 'receiving' };
    const stuck = createClient({
      credentials: () => Promise.resolve({}),
      renew: () => Promise.resolve(),
      login: () => Promise.resolve(false),
      newKey: () => 'key',
      send: () => Promise.resolve({ status: 200, headers: {}, body: { id: 'u1', ...nothing } }),
    });
    expect(await upload(stuck, file, watch())).toMatchObject({ is: 'failed', problem: { kind: 'fault' } });
    const gone = { ...file, read: () => Promise.reject(new Error('gone')) };
    expect(await upload(service().call, gone, watch())).toMatchObject({
      ...{ is: 'failed', problem: { kind: 'unreadable' } },
    });
  });

  it('asks after the check for some minutes and no longer', async () => {
    const { call } = service({ checks: Array.from({ length: 100 }, () => ({ state: 'checking' })) });
    const seen = watch();
    expect(await upload(call, file, seen)).toEqual({ is: 'checking' });
    const asked = seen.wait.mock.calls.flat() as readonly number[];
    expect(asked.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(180_000);
  });
});
