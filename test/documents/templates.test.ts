import { renderPdf } from '../../src/documents/render';
import type { CaseSetting } from '../../src/documents/template';
import { templateFor } from '../../src/documents/templates';
import type { Act } from '../../src/domain/decide-act';
import { after, at, contact, execute, filed, inState } from '../support/builders';
import { pdfText, readPdfs, textOf } from '../support/pdf-text';
import { contentFrom, mainPath, PARTY, SIDE_PATH } from './samples';

const path = mainPath();
const major = mainPath('major');
const side = new Map(Object.entries(SIDE_PATH).map(([kind, story]) => [kind, story().at(-1)]));
const printed = new Map<CaseSetting, string>();

beforeAll(async () => {
  const settings = [...path, ...major, ...[...side.values()].filter((each) => each !== undefined)];
  const texts = readPdfs(await Promise.all(settings.map(contentFrom).map(renderPdf))).map(textOf);
  settings.forEach((key, index) => printed.set(key, texts[index] ?? ''));
});

const text = (key: CaseSetting | undefined) => (key && printed.get(key)) ?? '';
const printedNow = async (setting: CaseSetting) => pdfText(await renderPdf(contentFrom(setting)));
function find(type: string, nth = 0, of = path): CaseSetting {
  const found = of.filter(({ document }) => document.type === type)[nth];
  if (!found) throw new Error(`no ${type}`);
  return found;
}

describe('the documents of the main path (R25)', () => {
  it('are all there, each with a released template', () => {
    expect(path.map(({ document }) => document.no.split('-')[2])).toEqual(
      'SL FL DC01 FA01 SP01 FY01 GZ01 HF01 HF01'.split(' '),
    );
    expect(path.filter(({ event }) => !templateFor(event))).toEqual([]);
  });

  it.each(path.map((setting) => [setting.document.no, setting] as const))(
    '%s carries its number, its title and its template, and leaves nothing undefined',
    (no, setting) => {
      const said = text(setting);
      const { title, version } = templateFor(setting.event) ?? {};
      expect(said).toContain(`文书编号：${no}`);
      expect(said).toContain(title);
      expect(said).toContain(`模板${version}`);
      expect(said).toContain('KFB26000001');
      expect(said).not.toMatch(/undefined|null|NaN|\[object|〓/u);
    },
  );

  it('say only as much of the complainant as they need (R32)', () => {
    const whose: Readonly<Record<string, readonly string[]>> = {
      SL: ['name', 'phone', 'idNo', 'account', 'proxy', 'facts', 'request'],
      DC: ['facts', 'request'],
      GZ: ['name', 'facts', 'request'],
      FY: ['name', 'account'],
    };
    for (const setting of path) {
      const said = text(setting);
      const fields = Object.entries(PARTY).filter(([, value]) => said.includes(value));
      expect(fields.map(([field]) => field)).toEqual(whose[setting.document.type] ?? []);
    }
  });

  it.each<[type: string, nth: number, words: readonly string[]]>([
    [
      'SL',
      0,
      ['2026年3月2日09:30', '周敏（投诉受理专员）', '2026年3月17日24:00', '主张金额300.00元', '待分类'],
    ],
    ['FL', 0, ['营业现场', '信用卡', '定价收费', '严重程度一般', '银行卡组', '无直接利害关系']],
    ['DC', 0, ['陈刚', '电话，周敏（投诉受理专员）：已说明处理流程', '系统重复计收', '扣费流水', '银行责任']],
    ['FA', 0, ['第1版', '退还年费（300.00元）', '方案金额300.00元', '三日内退回', '吴倩']],
    ['SP', 0, ['部门负责人审批', '意见同意', '赵磊', 'KFB26000001-20260302-FA01']],
    ['HF', 0, ['第1次', '未联系上', '满意度未评价']],
    ['HF', 1, ['第2次', '4分（满意）', '此前的回访', '未联系上', '唐欣']],
  ])('%s (%i) holds what its stage found', (type, nth, words) => {
    const said = text(find(type, nth));
    for (const each of words) expect(said).toContain(each);
  });

  it('bind a signature to the plan that was shown: its hash is printed on both (R33)', () => {
    const hash = find('FA').complaint.plan?.hash ?? '';
    expect(hash).toHaveLength(64);
    expect(text(find('FA'))).toContain(hash);
    expect(text(find('SP'))).toContain(hash);
    expect(text(find('FY'))).toContain(hash);
  });

  it('show the second signature of a major case as one of its own (R23)', () => {
    expect(text(find('SP', 0, major))).toContain('部门负责人审批（重大投诉签字）');
    expect(text(find('SP', 1, major))).toMatch(/重大投诉结案签字.*此前的审批.*财务费用审批/u);
  });

  it('tell finance whom to pay and how much, in figures and in capitals (R36)', () => {
    const said = text(find('FY'));
    expect(said).toContain(`收款账号${PARTY.account}`);
    expect(said).toContain('退还年费，300.00元');
    expect(said).toContain('叁佰元整');
    expect(said).toContain('同意支付');
  });

  it('fault by name where the case does not hold what they print', () => {
    const { finding: _finding, ...complaint } = find('GZ').complaint;
    expect(() => contentFrom({ ...find('GZ'), complaint })).toThrow('document_incomplete: finding');
  });
});

describe('the decision notice (告知书, L2)', () => {
  it('says what was verified, the decision, its grounds and reasons, in this order', () => {
    const said = text(find('GZ'));
    expect(said).toContain('王女士：您于2026年3月2日向我行提出的投诉');
    expect(said).toMatch(
      /二、核实情况经核实：系统重复计收。核实所依据的材料：扣费流水。三、处理决定.*支持您的请求.*退还年费（300\.00元）.*三日内退回.*四、依据和理由依据：.*《银行业保险业消费投诉处理管理办法》.*理由：.*银行责任/u,
    );
  });

  it('names every way on: verification within 30 days and by whom, mediation, arbitration, court', () => {
    const said = text(find('GZ'));
    expect(said).toContain('核查：自收到本告知书之日起30日内，以书面形式向诉达银行总行提出核查申请');
    expect(said).toContain('调解：');
    expect(said).toContain('仲裁：');
    expect(said).toContain('诉讼：向有管辖权的人民法院提起诉讼');
    expect(said).toContain('电话：400-000-0000');
  });

  it('is signed by the bank before the record of how it was told, which keeps the proof', () => {
    expect(text(find('GZ'))).toMatch(
      /诉达银行演示分行（印章）2026年3月2日.*告知记录.*告知方式电话.*告知凭证投诉人确认收到.*执行凭证退款流水/u,
    );
  });

  it('says so when the request is not upheld, and why there is no evidence', async () => {
    const setting = find('GZ');
    const { plan, finding } = setting.complaint;
    if (!plan || !finding) throw new Error('the case is decided');
    const said = await printedNow({
      ...setting,
      complaint: {
        ...setting.complaint,
        plan: { ...plan, decision: 'rejected' },
        finding: { liability: 'none', grounds: '费用按合同收取', noEvidenceReason: '录像已过保存期' },
      },
    });
    expect(said).toContain('不支持您的请求');
    expect(said).toContain('无书面证据，原因：录像已过保存期。');
    expect(said).toContain('「无责任」');
  });

  it('addresses 投诉人 where no name was given', async () => {
    const said = await printedNow({ ...find('GZ'), party: {} });
    expect(said).toContain('投诉人：您于');
    expect(said).toContain('您反映：见受理登记。');
  });
});

describe('the documents of the side paths (R35, L1, L3, L5, L8)', () => {
  it.each<[kind: string, words: readonly string[]]>([
    [
      'BB',
      [
        '先行处理补办审批表',
        '扬言销户、转走资金',
        '当面安抚并承诺当日答复',
        '见证人值班经理',
        '补办说明客户扬言销户',
        '补办人：周敏',
      ],
    ],
    ['SP of a back-fill', ['先行处理追认', '意见同意', '赵磊']],
    [
      'ZT of a suspension',
      [
        '投诉办理中止通知书',
        '自2026年3月2日起中止办理',
        '预计2026年3月20日结束',
        '不计入办理期限',
        '鉴定委托书',
        '批准人林涛',
      ],
    ],
    [
      'ZT of an extension',
      ['投诉办理延期通知书', '由2026年3月17日24:00延长至2026年4月1日24:00', '批准人赵磊'],
    ],
    ['GZ of a decline', ['投诉不予办理告知书', '不是投诉人本人、监护人或代理人提出', '调解：', '诉讼：']],
    [
      'HC upheld',
      ['诉达银行总行文书编号', '投诉核查决定书', '维持原处理决定', '诉讼：', '诉达银行总行（印章）'],
    ],
    ['HC overturned', ['撤销原处理决定', '证据不足']],
  ])('%s holds what it is for', (kind, words) => {
    const said = text(side.get(kind));
    for (const each of words) expect(said).toContain(each);
    expect(said).not.toMatch(/undefined|null|NaN|〓/u);
  });
});

describe('what was entered afterwards (补录, R5)', () => {
  it('is printed with its true moment and that of the entry', async () => {
    const now = at('2026-03-04 10:00');
    const happenedAt = at('2026-03-03 16:00');
    const late = { ...execute, notice: { mode: 'phone', proof: '录音', happenedAt } } as Act;
    const complaint = after(inState('EXECUTING'), late, 'wu.qian', now);
    const said = await printedNow({ ...find('GZ'), complaint });
    expect(said).toContain('告知时间2026年3月3日16:00（2026年3月4日10:00补录）');
    expect(said).toContain('执行时间2026年3月4日10:00执行凭证');
  });

  it('stands among the contacts where it belongs', async () => {
    const first = after(filed(), contact, 'zhou.min', at('2026-03-02 14:00'));
    const earlier = { ...contact, happenedAt: at('2026-03-02 10:00') } as Act;
    const complaint = after(first, earlier, 'zhou.min', at('2026-03-02 15:00'));
    const report = find('DC');
    const said = await printedNow({
      ...report,
      complaint: { ...report.complaint, contacts: complaint.contacts },
    });
    expect(said).toMatch(/10:00（2026年3月2日15:00补录）.*14:00/u);
  });
});
