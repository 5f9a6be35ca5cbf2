import { openBank, told, until, type TestBank } from '../support/bank';
import * as sample from '../support/evidence-samples';
import { apiUrl, openPhone, type Phone } from '../support/phone';

interface FileInView {
  readonly no: number;
  readonly name?: string;
  readonly purpose?: { readonly name: string };
}
interface Body {
  readonly evidence: readonly FileInView[];
  readonly documents: readonly { readonly no: string }[];
  readonly party: readonly { readonly field: string; readonly shown?: string }[];
}

describe('looking at files on the phone (R24, R26)', () => {
  let bank: TestBank;
  let clerk: Phone;
  let stranger: Phone;
  let id = '';
  const proxy = '王大明，13700001111，投诉人的儿子';

  beforeAll(async () => {
    bank = await openBank();
    clerk = await openPhone(bank, 'zhou.min');
    stranger = await openPhone(bank, 'chen.gang');
    const party = { name: '王小明', phone: '13987654321', proxy, facts: '重复扣费', request: '退款' };
    id = (await clerk.post<{ id: string }>('/cases', { party })).body.id;
    await sent(await sample.photo(), { name: '委托书.jpg', mime: 'image/jpeg', purpose: 'proxy' });
    await sent(sample.mp3(40), { name: '通话.mp3', mime: 'audio/mpeg' });
  });
  afterAll(() => bank.close());

  async function sent(bytes: Buffer, offer: object): Promise<void> {
    const begun = await clerk.post<{ id: string }>(`/cases/${id}/uploads`, {
      ...{ size: bytes.length, source: 'camera' },
      ...offer,
    });
    expect(begun.status).toBe(201);
    await fetch(apiUrl(bank, `/uploads/${begun.body.id}?offset=0`), {
      method: 'PUT',
      headers: { authorization: `Bearer ${clerk.token()}` },
      body: new Uint8Array(bytes),
    });
    await until('it is kept', async () => {
      const { body } = await clerk.get<{ state: string }>(`/uploads/${begun.body.id}`);
      return body.state === 'kept';
    });
  }
  const look = (path: string, by?: Phone, headers: Record<string, string> = {}) =>
    fetch(apiUrl(bank, path), {
      headers: { ...headers, ...(by && { authorization: `Bearer ${by.token()}` }) },
    });

  it('names the files of a case, and says which are the papers of who files for the complainant (R18)', async () => {
    const { body } = await clerk.get<Body>(`/cases/${id}`);
    expect(body.evidence).toEqual([
      expect.objectContaining({ no: 1, name: '委托书.jpg', purpose: { code: 'proxy', name: '代理材料' } }),
      expect.objectContaining({ no: 2, name: '通话.mp3' }),
    ]);
    expect(body.evidence[1]).not.toHaveProperty('purpose');
    const row = body.party.find(({ field }) => field === 'proxy');
    expect(row?.shown).toBeDefined();
    expect(JSON.stringify(body)).not.toMatch(/王大明|13700001111/u);
    const plain = await clerk.post<{ fields: { value: string }[] }>(`/cases/${id}/party`, {
      fields: ['proxy'],
    });
    expect(plain.body.fields).toEqual([{ field: 'proxy', label: '代理人', value: proxy }]);
  });

  it('shows an image drawn anew under the name of who looks, kept nowhere', async () => {
    const shown = await look(`/cases/${id}/evidence/1`, clerk);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(Number(shown.headers.get('content-length'))).toBe(bytes.length);
    expect(bytes.includes('SudaPhone')).toBe(false);
    expect((await look(`/cases/${id}/evidence/1`, clerk, { range: 'bytes=0-9' })).status).toBe(200);
  });

  it('gives a recording by parts, and counts them as one look', async () => {
    const whole = Buffer.from(await (await look(`/cases/${id}/evidence/2`, clerk)).arrayBuffer());
    const part = await look(`/cases/${id}/evidence/2`, clerk, { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);
    const log = await told(bank.sandbox, 'jiang.nan', `访问记录 ${id}`, '访问记录：');
    expect(log.match(/周敏 查看 证据2/gu)).toHaveLength(1);
    expect(log).toContain('周敏 查看 证据1');
  });

  it('shows the intake record as soon as it is printed', async () => {
    const { body } = await clerk.get<Body>(`/cases/${id}`);
    const no = body.documents[0]?.no ?? '';
    await until(
      'it is printed',
      async () => (await look(`/cases/${id}/documents/${no}`, clerk)).status === 200,
    );
    const shown = await look(`/cases/${id}/documents/${no}`, clerk);
    expect(shown.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await shown.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('tells a browser that opens a missing file by itself a sentence, and a page a problem', async () => {
    const opened = await look(`/cases/${id}/evidence/9`, clerk, {
      ...{ accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'zh-CN' },
    });
    expect(opened.status).toBe(404);
    expect(opened.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await opened.text()).toMatch(/^[^{}]*证据[^{}]*$/u);
    const asked = await look(`/cases/${id}/evidence/9`, clerk);
    expect(asked.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('has nothing to show to who is not logged in, may not see the case, or asks for what is not there', async () => {
    expect((await look(`/cases/${id}/evidence/1`)).status).toBe(401);
    const missing = await look('/cases/KFB26999999/evidence/1', stranger);
    const denied = await look(`/cases/${id}/evidence/1`, stranger);
    expect([denied.status, await denied.json()]).toEqual([missing.status, await missing.json()]);
    expect(missing.status).toBe(404);
    for (const path of ['evidence/0', 'evidence/3', 'evidence/..%2f1', 'documents/none', 'documents/..%2f..'])
      expect((await look(`/cases/${id}/${path}`, clerk)).status).toBe(404);
    expect(bank.logged.join('')).not.toMatch(/王小明|王大明|委托书|13987654321/u);
  });
});
