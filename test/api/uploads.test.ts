import { randomBytes } from 'node:crypto';
import { openBank, type TestBank } from '../support/bank';
import { apiUrl, openPhone, type Phone } from '../support/phone';

const MB = 1_048_576;

describe('sending a file up (断点续传)', () => {
  let bank: TestBank;
  let clerk: Phone;
  let id = '';
  beforeAll(async () => {
    bank = await openBank();
    clerk = await openPhone(bank, 'zhou.min');
    const party = { name: '王小明', phone: '13987654321', facts: '重复扣费', request: '退款' };
    id = (await clerk.post<{ id: string }>('/cases', { party })).body.id;
  });
  afterAll(() => bank.close());

  const offer = (size: number, more: object = {}) => ({
    ...{ name: '流水.pdf', size, mime: 'application/pdf', source: 'file' },
    ...more,
  });
  const begin = (body: object, by = clerk) => by.post<{ id: string }>(`/cases/${id}/uploads`, body);
  const put = async (upload: string, offset: number | string, bytes: Buffer, by = clerk) => {
    const answer = await fetch(apiUrl(bank, `/uploads/${upload}?offset=${offset}`), {
      method: 'PUT',
      headers: { authorization: `Bearer ${by.token()}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('goes on where it was cut, and a piece sent twice counts once', async () => {
    const bytes = randomBytes(MB + 10);
    const upload = (await begin(offer(bytes.length))).body.id;
    const first = await put(upload, 0, bytes.subarray(0, MB));
    expect(first.body).toMatchObject({ isTaken: true, offset: MB, state: 'receiving' });
    expect((await put(upload, 0, bytes.subarray(0, MB))).body).toMatchObject({ offset: MB });
    const gap = await put(upload, MB + 5, bytes.subarray(MB + 5));
    expect(gap.body).toMatchObject({ isTaken: false, offset: MB });
    expect((await clerk.get(`/uploads/${upload}`)).body).toMatchObject({ offset: MB, state: 'receiving' });
    const last = await put(upload, MB, bytes.subarray(MB));
    expect(last.body).toMatchObject({ isTaken: true, offset: bytes.length });
  });

  it.each([
    ['empty', offer(0), 'file_empty'],
    ['of 50 MB and a byte', offer(50 * MB + 1), 'file_too_large'],
    ['an Office file', offer(10, { name: 'a.docx', mime: '' }), 'office_file'],
    ['a program', offer(10, { name: 'a.exe', mime: 'application/x-msdownload' }), 'kind_not_taken'],
  ])('is told before a byte was sent that it will not be taken: %s', async (_what, body, code) => {
    const answer = await begin(body);
    expect(answer).toMatchObject({ status: 422, body: { type: `urn:suda:problem:${code}` } });
  });

  it('takes a file of 50 MB, and a name of 255 letters, however it is written', async () => {
    for (const body of [offer(50 * MB), offer(10, { name: `${'../'.repeat(80)}流水.pdf` })])
      expect((await begin(body)).status).toBe(201);
    expect((await begin(offer(10, { name: 'x'.repeat(256) }))).status).toBe(422);
  });

  it('is nobody else’s: another’s case and another’s upload read as if there were none', async () => {
    const stranger = await openPhone(bank, 'chen.gang');
    expect((await begin(offer(10), stranger)).status).toBe(404);
    const upload = (await begin(offer(10))).body.id;
    expect((await put(upload, 0, randomBytes(10), stranger)).status).toBe(404);
    expect((await stranger.get(`/uploads/${upload}`)).status).toBe(404);
    expect((await clerk.get('/uploads/none')).status).toBe(404);
  });

  it('takes so many a minute from one person, and says so of more', async () => {
    const busy = await openPhone(bank, 'xu.jing');
    const answers = await Promise.all(Array.from({ length: 610 }, () => busy.get('/uploads/none')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.body).toMatchObject({ type: 'urn:suda:problem:too_often' });
    expect((await clerk.get('/uploads/none')).status).toBe(404);
  });

  it('refuses a piece over a megabyte and a place that is none, and loses nothing by it', async () => {
    const upload = (await begin(offer(2 * MB))).body.id;
    expect((await put(upload, 0, randomBytes(MB + 1))).status).toBe(422);
    expect((await put(upload, 'x', randomBytes(1))).status).toBe(404);
    expect((await clerk.get(`/uploads/${upload}`)).body).toMatchObject({ offset: 0 });
  });
});
