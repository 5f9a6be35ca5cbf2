import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { investigated, told, until } from '../support/bank';
import * as sample from '../support/evidence-samples';
import { BUILD_MS } from '../support/miniapp';
import { apiUrl, openPhone } from '../support/phone';
import { walker } from '../support/walker';
import { openRig, type H5Phone, type MiniappRig } from './rig';

const MB = 1_048_576;
interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
interface EvidenceRow {
  readonly no: number;
  readonly kind: string;
  readonly source: string;
  readonly sourceSha256: string;
}

describe('evidence on the phone (R20, R26)', () => {
  let rig: MiniappRig;
  let phone: H5Phone;
  let id = '';
  let folder = '';
  beforeAll(async () => {
    rig = await openRig();
    id = await walker(rig.bank).filed();
    folder = mkdtempSync(join(tmpdir(), 'suda-evidence-'));
    phone = await rig.phoneOf('zhou.min');
    await phone.open(`pages/evidence/index?id=${id}`);
  }, BUILD_MS);
  afterAll(async () => {
    await rig?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const kept = async () =>
    ((await rig.bank.database.collection('complaints').findOne({ _id: id as never }))?.['evidence'] ??
      []) as readonly EvidenceRow[];
  const one = (name: string) => phone.page.locator('.upload-one', { hasText: name });
  const becomes = (name: string, words: string) => one(name).getByText(words).waitFor();
  async function choose(from: string, file: File | string): Promise<void> {
    const chooser = phone.page.waitForEvent('filechooser');
    await phone.page.locator('uni-button:visible', { hasText: from }).click();
    await (await chooser).setFiles(file);
  }

  it('goes onto the case when it was looked at, without where the picture was taken', async () => {
    const buffer = await sample.photo();
    await choose('拍照', { name: '柜台.jpg', mimeType: 'image/jpeg', buffer });
    await becomes('柜台.jpg', '已存入案卷');
    expect(await kept()).toMatchObject([{ no: 1, kind: 'image', source: 'camera' }]);
    const clerk = await openPhone(rig.bank, 'zhou.min');
    const shown = await fetch(apiUrl(rig.bank, `/cases/${id}/evidence/1`), {
      headers: { authorization: `Bearer ${clerk.token()}` },
    });
    const { exif, orientation } = await sharp(Buffer.from(await shown.arrayBuffer())).metadata();
    expect({ exif, orientation }).toEqual({ exif: undefined, orientation: undefined });
  });

  it('is refused in words: what is not what it says, what it is padded with, an Office file, an empty one, one too large', async () => {
    const buffer = await sample.photo();
    const polyglot = Buffer.concat([await sample.pdf(), Buffer.from('PK\x03\x04'), Buffer.alloc(5_000, 1)]);
    await choose('文件', {
      name: '网页.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<html>'.repeat(99)),
    });
    await becomes('网页.jpg', '文件内容和类型不符，没有保存');
    await choose('文件', { name: '流水.pdf', mimeType: 'application/pdf', buffer: polyglot });
    await becomes('流水.pdf', '文件里夹带了别的内容，没有保存');
    await choose('文件', { name: '清单.docx', mimeType: '', buffer });
    await becomes('清单.docx', '请另存为 PDF 再上传');
    await choose('文件', { name: '空.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
    await becomes('空.jpg', '这个文件是空的');
    const large = join(folder, '太大.mp4');
    writeFileSync(large, '');
    truncateSync(large, 50 * MB + 1);
    await choose('文件', large);
    await becomes('太大.mp4', '文件最大 50 MB');
    expect(await kept()).toHaveLength(1);
  });

  it('goes on by itself after the network was lost in the middle: nothing lost, nothing twice', async () => {
    const buffer = sample.wav(3 * MB);
    const offsets: string[] = [];
    await phone.page.route('**/api/v1/uploads/*?offset=*', async (route) => {
      const offset = new URL(route.request().url()).searchParams.get('offset') ?? '';
      offsets.push(offset);
      if (offsets.length === 2) {
        // It arrives, and its answer does not.
        await route.fetch();
        await phone.context.setOffline(true);
        return route.abort();
      }
      return route.continue();
    });
    await choose('文件', { name: '通话.wav', mimeType: 'audio/wav', buffer });
    await becomes('通话.wav', '网络断了，恢复后接着传');
    await phone.context.setOffline(false);
    await becomes('通话.wav', '已存入案卷');
    await phone.page.unroute('**/api/v1/uploads/*?offset=*');
    expect(offsets).toEqual(['0', String(MB), String(2 * MB), String(3 * MB)]);
    const sourceSha256 = createHash('sha256').update(buffer).digest('hex');
    expect((await kept()).slice(1)).toEqual([
      expect.objectContaining({ no: 2, kind: 'audio', sourceSha256 }),
    ]);
  });

  it('is looked at in the page, marked, and every look is on record (R24)', async () => {
    await phone.open(`pages/case/index?id=${id}`);
    await phone.page.locator('.files-one:visible', { hasText: '柜台.jpg' }).click();
    const width = `document.querySelector('.watermarked-image img')?.naturalWidth ?? 0`;
    await until('it is drawn', async () => (await phone.page.evaluate<number>(width)) > 0);
    await phone.sees('画面带有您的姓名和时间');
    await phone.sees('SHA-256');
    const looks = await rig.bank.database.collection('access_log').find({ complaintId: id }).toArray();
    expect(looks.map(({ event }) => event as object)).toContainEqual(
      expect.objectContaining({ by: 'zhou.min', result: 'shown' }),
    );
  });

  it('answers a question to another department: whoever holds it adds files, and sees no others (R3)', async () => {
    const asked = await investigated(rig.bank);
    await told(rig.bank.sandbox, 'chen.gang', `协办 ${asked} 信息科技部：当日计费有无异常`, '协办1 已发给');
    const row = () => rig.bank.database.collection('complaints').findOne({ _id: asked as never });
    const [task] = ((await row())?.['tasks'] ?? []) as readonly { readonly assignee: string }[];
    phone = await rig.phoneOf(task?.assignee ?? '');
    await phone.open(`pages/evidence/index?id=${asked}`);
    await choose('文件', { name: '日志.pdf', mimeType: 'application/pdf', buffer: await sample.pdf(1) });
    await becomes('日志.pdf', '已存入案卷');
    expect((await row())?.['evidence']).toMatchObject([{ no: 1, kind: 'pdf', task: 1 }]);
    expect(await phone.text()).not.toContain('代理材料');
  });

  it('of another department is not there', async () => {
    phone = await rig.phoneOf('song.yang');
    await phone.open(`pages/evidence/index?id=${id}&look=1`);
    await phone.sees('没有找到');
  });

  it('a paper is opened as the PDF it is', async () => {
    // Chromium draws it with parts of its own, which are no page of ours.
    const page = await (await rig.phoneOf('zhou.min')).context.newPage();
    await page.goto(`${rig.bank.sandbox.url}/phone/zhou.min/h5/#/pages/case/index?id=${id}`);
    await page.locator('.files-one', { hasText: '投诉受理登记表' }).click();
    const answered = page.waitForResponse((response) => response.url().includes('/documents/'));
    await page.locator('uni-button', { hasText: '打开' }).click();
    const answer = await answered;
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  });
});
