import { readFileSync } from 'node:fs';
import { loadRules, parseRules } from '../../config/rules';
import { Fault } from '../../src/errors';

const FILE = 'config/rules.yaml';
const TEXT = readFileSync(FILE, 'utf8');
const SECONDS = ['20s', '30s', '90s', '5min'];

/** The file with one thing changed; it must be there to be changed. */
function edited(...changes: readonly (readonly [find: string | RegExp, put: string])[]): string {
  return changes.reduce((text, [find, put]) => {
    const next = text.replace(find, put);
    if (next === text && find !== put) throw new Error(`the rules file holds no ${String(find)}`);
    return next;
  }, TEXT);
}

function faultOf(text: string): string {
  try {
    parseRules(text, 'rules.yaml');
  } catch (error) {
    if (error instanceof Fault) {
      expect(error.code).toBe('rules_invalid');
      return error.message.replace(/^rules_invalid: /u, '');
    }
    throw error;
  }
  return '';
}

/** The line of a setting in the file as delivered. */
function lineOf(text: string): number {
  const at = TEXT.indexOf(text);
  if (at < 0) throw new Error(`the rules file holds no ${text}`);
  return TEXT.slice(0, at).split('\n').length;
}

describe('the rules file as delivered', () => {
  it('says what section 2 of the requirements says', () => {
    const { rules, text } = loadRules(FILE);
    expect(text).toBe(TEXT);
    expect(rules).toMatchObject({
      response: { normal: { amount: 2, unit: 'wh' }, major: { amount: 30, unit: 'min' } },
      classify: { amount: 4, unit: 'wh' },
      investigate: { amount: 5, unit: 'wd' },
      resolve: { amount: 3, unit: 'wd' },
      followUp: { due: { amount: 3, unit: 'wd' }, attempts: 3, days: 2 },
      statutory: {
        tiers: { 1: { amount: 15, unit: 'd' }, 2: { amount: 30, unit: 'd' }, 3: { amount: 60, unit: 'd' } },
        reserve: { amount: 2, unit: 'd' },
      },
      approval: {
        head: { amount: 8, unit: 'wh' },
        exec: { amount: 16, unit: 'wh' },
        fin: { amount: 8, unit: 'wh' },
      },
      amountLimitFen: 10_000_000,
      orgCode: 'KFB',
    });
    expect(rules.calendar.workHours).toEqual([
      [540, 720],
      [810, 1050],
    ]);
  });

  it('has a fast twin that differs in durations alone, none of them days or working time', () => {
    const { rules: fast } = loadRules('config/rules.fast.yaml');
    const { rules } = loadRules(FILE);
    const { response, approval, classify, investigate, resolve, followUp, statutory } = fast;
    const all = [
      ...Object.values(response),
      ...Object.values(approval),
      ...Object.values(statutory.tiers),
      ...[statutory.reserve, statutory.transferReserve],
      ...[classify, investigate, resolve, followUp.due],
    ];
    expect(new Set(all.map(({ unit }) => unit))).toEqual(new Set(['s']));
    expect(fast).toMatchObject({ orgCode: rules.orgCode, amountLimitFen: rules.amountLimitFen });
    expect(fast.calendar.isWorkday('2026-02-14')).toBe(true);
  });
});

describe('the version of a set of rules', () => {
  it('is the same for the same rules, whatever the comments', () => {
    const { version } = parseRules(TEXT, 'a');
    expect(version).toMatch(/^[0-9a-f]{12}$/u);
    expect(parseRules(`# 另一条说明\n${TEXT}`, 'b').version).toBe(version);
  });

  it.each([
    ['a duration', 'normal: 2wh', 'normal: 3wh'],
    ['the amount limit', 'limitWan: 10', 'limitWan: 11'],
    ['a holiday', '2026-01-01..2026-01-03', '2026-01-01..2026-01-02'],
    ['the working hours', '17:30', '18:00'],
  ])('is another when %s changes', (_what, find, put) => {
    expect(parseRules(edited([find, put]), 'a').version).not.toBe(parseRules(TEXT, 'a').version);
  });
});

describe('what the bank may write', () => {
  it('when the weekly summary is due, in the afternoon and by default at four (R31)', () => {
    const written = "at: '16:00'";
    expect(parseRules(TEXT, 'a').weekly).toEqual({ at: 960 });
    expect(parseRules(edited([written, "at: '12:00'"]), 'a').weekly).toEqual({ at: 720 });
    expect(parseRules(edited([/weekly:\n.*\n\n/u, '']), 'a').weekly).toEqual({ at: 960 });
    expect(faultOf(edited([written, "at: '11:59'"]))).toContain('周报在下午发（R31）');
    expect(faultOf(edited([written, "at: '4pm'"]))).toContain('时刻要写成 08:30');
  });

  it('how many files a case holds and how large each is, within bounds and by default 50 (R20)', () => {
    expect(parseRules(edited([/evidence:\n.*\n.*\n\n/u, '']), 'a').evidence).toEqual({
      ...{ maxFiles: 50, maxMb: 50 },
    });
    const most = edited(['maxFiles: 50', 'maxFiles: 200'], ['maxMb: 50', 'maxMb: 100']);
    expect(parseRules(most, 'a').evidence).toEqual({ maxFiles: 200, maxMb: 100 });
    expect(faultOf(edited(['maxFiles: 50', 'maxFiles: 201']))).toContain('最多 200 份');
    expect(faultOf(edited(['maxFiles: 50', 'maxFiles: 0']))).toContain('至少 1 份');
    expect(faultOf(edited(['maxMb: 50', 'maxMb: 101']))).toContain('最大 100 MB');
    expect(faultOf(edited(['maxMb: 50', 'maxMb: 0']))).toContain('至少 1 MB');
  });

  it('for how long the links to a complainant are good, within bounds and by default 7 and 15 days (R22, L2)', () => {
    const usual = { surveyDays: 7, noticeDays: 15 };
    expect(parseRules(TEXT, 'a').customer).toEqual(usual);
    expect(parseRules(edited([/customer:\n.*\n.*\n\n/u, '']), 'a').customer).toEqual(usual);
    const most = edited(['surveyDays: 7', 'surveyDays: 30'], ['noticeDays: 15', 'noticeDays: 60']);
    expect(parseRules(most, 'a').customer).toEqual({ surveyDays: 30, noticeDays: 60 });
    expect(faultOf(edited(['surveyDays: 7', 'surveyDays: 31']))).toContain('最多 30 天');
    expect(faultOf(edited(['noticeDays: 15', 'noticeDays: 61']))).toContain('最多 60 天');
    expect(faultOf(edited(['surveyDays: 7', 'surveyDays: 0']))).toContain('至少 1 天');
    expect(faultOf(edited(['noticeDays: 15', 'noticeDays: 0']))).toContain('至少 1 天');
  });

  it('when the daily checks are, in minutes after midnight', () => {
    expect(parseRules(TEXT, 'a').daily).toEqual({ at: 510, vacancy: { amount: 1, unit: 'wd' } });
    expect(parseRules(edited(["at: '08:30'", "at: '19:05'"]), 'a').daily.at).toBe(1145);
  });

  it('no reserve at all before the statutory limit, but no other duration of nothing', () => {
    const { statutory } = parseRules(edited(['reserve: 2d', 'reserve: 0d']), 'a');
    expect(statutory.reserve).toEqual({ amount: 0, unit: 'd' });
    expect(() => parseRules(edited(['resolve:\n  within: 3wd', 'resolve:\n  within: 0d']), 'a')).toThrow(
      /时限/u,
    );
  });

  it.each(SECONDS)('every duration accepts %s, so that a case can be driven in a minute', (short) => {
    // A row of three days before would come before its clock begins.
    const text = TEXT.replaceAll(/- -(\d+)h call/gu, '- -0.$1s call').replace(
      /(normal|major|within|reserve|lead|head|exec|fin): \d+\w+/gu,
      `$1: ${short}`,
    );
    const { response, approval, classify, investigate, resolve, followUp, statutory } = parseRules(text, 'a');
    const all = [response.normal, response.major, classify, investigate, resolve, followUp.due];
    const rest = [
      approval.lead,
      approval.head,
      approval.exec,
      approval.fin,
      statutory.tiers[1],
      statutory.reserve,
    ];
    expect([...all, ...rest].map(({ amount, unit }) => `${amount}${unit}`)).toEqual(Array(12).fill(short));
  });

  it.each([
    ['10', 10_000_000],
    ['0.000001', 1],
    ['10.5', 10_500_000],
    ['1.005', 1_005_000],
    ['0.29', 290_000],
  ])('a limit of %s 万元 is %d fen exactly (R34)', (wan, fen) => {
    expect(parseRules(edited(['limitWan: 10', `limitWan: ${wan}`]), 'a').amountLimitFen).toBe(fen);
  });

  it('a year not checked by a second person counts as missing (6.5)', () => {
    const text = edited(['verified: true', 'verified: false']);
    const { calendar } = parseRules(text, 'a');
    expect(() => calendar.isWorkday('2025-03-03')).toThrow(/2025/u);
    expect(calendar.isWorkday('2026-03-02')).toBe(true);
  });
});

describe('a fault in the rules file is named with its line, in Chinese', () => {
  it.each<[what: string, find: string | RegExp, put: string, line: string | undefined, says: string]>([
    ['a duration in words', 'normal: 2wh', 'normal: 2 hours', 'normal: 2wh', '现在是「2 hours」'],
    ['a bare number', 'normal: 2wh', 'normal: 2', 'normal: 2wh', '要写成文字'],
    ['no duration at all', 'normal: 2wh', 'normal: 0wh', 'normal: 2wh', '现在是「0wh」'],
    ['half a day', 'within: 5wd', 'within: 2.5wd', 'within: 5wd', '现在是「2.5wd」'],
    ['working time for a major case', 'major: 30min', 'major: 1wh', 'major: 30min', '现在是「1wh」'],
    ['a setting left out', / {2}normal: 2wh.*\n/u, '', 'response:', 'response.normal（第 8 行）：没有写'],
    ['a section left out', /response:\n.*\n.*\n/u, '', undefined, 'response：没有写'],
    [
      'a misspelt setting',
      'normal: 2wh',
      'nrmal: 2wh',
      'normal: 2wh',
      'response.nrmal（第 9 行）：没有这一项',
    ],
    ['classifying in more than 8 wh (R19)', 'within: 4wh', 'within: 8.5wh', 'within: 4wh', '不能超过 8wh'],
    ['more than the law allows (L1)', 'within: 15d', 'within: 16d', 'within: 15d', '最长 15d'],
    ['more than the law allows, in hours', 'within: 15d', 'within: 361h', 'within: 15d', '最长 15d'],
    ['a limit of nothing', 'limitWan: 10', 'limitWan: 0', 'limitWan: 10', '必须大于 0'],
    ['a limit below nothing', 'limitWan: 10', 'limitWan: -1', 'limitWan: 10', '必须大于 0'],
    ['a limit finer than a fen', 'limitWan: 10', 'limitWan: 10.0000001', 'limitWan: 10', '精确到分'],
    ['a limit in words', 'limitWan: 10', 'limitWan: 十', 'limitWan: 10', '要写成数字'],
    ['no attempt', 'attempts: 3', 'attempts: 0', 'attempts: 3', '至少 1 次'],
    ['half an attempt', 'attempts: 3', 'attempts: 1.5', 'attempts: 3', '要写成整数'],
    ['no day', 'days: 2', 'days: 0', 'days: 2', '至少 1 天'],
    ['a small unit code (R25)', 'orgCode: KFB', 'orgCode: kfb', 'orgCode: KFB', '2 到 4 个大写字母'],
    ['a long unit code (R25)', 'orgCode: KFB', 'orgCode: KFBXX', 'orgCode: KFB', '2 到 4 个大写字母'],
    [
      'periods out of order',
      "'09:00-12:00', '13:30-17:30'",
      "'13:30-17:30', '09:00-12:00'",
      'hours',
      '从早到晚',
    ],
    ['periods that overlap', "'09:00-12:00'", "'09:00-14:00'", 'hours', '不能重叠'],
    ['a period that ends before it begins', "'09:00-12:00'", "'12:00-09:00'", 'hours', '工作时段要写成'],
    ['75 minutes past nine', "'09:00-12:00'", "'09:75-12:00'", 'hours', '工作时段要写成'],
    ['no period', "['09:00-12:00', '13:30-17:30']", '[]', 'hours', '至少要有一个工作时段'],
    ['a year of two digits', '  2026:', '  26:', '  2026:', '年份要写成 2026'],
    [
      'a check mark that is none',
      'verified: true',
      'verified: yes',
      'verified: true',
      '要写成 true 或 false',
    ],
    ['a 30 February', '2026-01-01..2026-01-03', '2026-02-30', '2026-01-01', '日期段'],
    ['a 13th month', '2026-01-01..2026-01-03', '2026-13-01..2026-13-02', '2026-01-01', '日期段'],
    [
      'a span that runs backwards',
      '2026-01-01..2026-01-03',
      '2026-01-03..2026-01-01',
      '2026-01-01',
      '日期段',
    ],
    ['a day of another year', '2026-01-01..2026-01-03', '2025-12-31', '2026-01-01', '不在 2026 年'],
    ['a make-up day of another year', "'2026-01-04'", "'2027-01-04'", "'2026-01-04'", '不在 2026 年'],
    ['a make-up day that is no date', "'2026-01-04'", "'2026-01-32'", "'2026-01-04'", '日期要写成'],
    ['a day both off and worked', "'2026-01-04'", "'2026-01-03'", "'2026-01-04'", '又放假又调休'],
    ['a time of day that is none', "at: '08:30'", "at: '24:00'", "at: '08:30'", '时刻要写成 08:30'],
    ['a vacancy in hours', 'vacancy: 1wd', 'vacancy: 8wh', 'vacancy: 1wd', '时限'],
    ['broken YAML', 'orgCode: KFB', 'orgCode: [KFB', undefined, '不是合法的 YAML'],
    ['one section twice', 'amount:', 'resolve:', 'amount:', '不是合法的 YAML'],
    ['a list', /[^]+/u, '- a', undefined, '一组'],
    ['nothing', /[^]+/u, ' ', undefined, '一组'],
  ])('%s', (_what, find, put, line, says) => {
    const message = faultOf(edited([find, put]));
    expect(message).toContain(says);
    if (line !== undefined) expect(message).toContain(`第 ${lineOf(line)} 行`);
    // Apart from the names of settings, units and the error codes of YAML, nobody has to read English.
    expect(message).not.toMatch(/invalid|expected|received|too small|unrecognized/iu);
  });

  it('all of them at once, each with its own line', () => {
    const message = faultOf(
      edited(
        ['normal: 2wh', 'normal: soon'],
        ['attempts: 3', 'attempts: 0'],
        ['limitWan: 10', 'limitWan: -1'],
        ['orgCode: KFB', 'orgCode: k'],
        ["'2026-01-04'", "'2026-01-32'"],
      ),
    );
    expect(message.split('\n')).toEqual([
      '制度参数文件 rules.yaml 有 5 处不对：',
      expect.stringContaining(`response.normal（第 ${lineOf('normal: 2wh')} 行）：`),
      expect.stringContaining(`followup.attempts（第 ${lineOf('attempts: 3')} 行）：`),
      expect.stringContaining(`amount.limitWan（第 ${lineOf('limitWan: 10')} 行）：`),
      expect.stringContaining(`number.orgCode（第 ${lineOf('orgCode: KFB')} 行）：`),
      expect.stringContaining(`calendar.2026.makeUp.0（第 ${lineOf("'2026-01-04'")} 行）：`),
    ]);
  });

  it('a file that is not there is told by its name', () => {
    expect(() => loadRules('config/none.yaml')).toThrow('读不到文件 config/none.yaml');
  });

  it('leave that was given counts for 90 days at most (G6, R32)', () => {
    expect(parseRules(edited(['crossGroup: 30d', 'crossGroup: 90d']), 'a').disclosure).toEqual({
      unmask: { amount: 24, unit: 'h' },
      crossGroup: { amount: 90, unit: 'd' },
      export: { amount: 24, unit: 'h' },
    });
    for (const [find, put] of [
      ['crossGroup: 30d', 'crossGroup: 91d'],
      ['unmask: 24h', 'unmask: 2161h'],
      ['export: 24h', 'export: 1wd'],
    ] as const)
      expect(() => parseRules(edited([find, put]), 'a')).toThrow(/disclosure/u);
  });
});

describe('the shares of the messages of a minute', () => {
  it('are those delivered: ordinary, urgent, digest', () => {
    expect(loadRules(FILE).rules.messages).toEqual({ ordinary: 15, urgent: 18, digest: 30 });
  });

  it.each([
    ['urgent: 18', 'urgent: 15', 'ordinary < urgent < digest'],
    ['urgent: 18', 'urgent: 30', 'ordinary < urgent < digest'],
    ['digest: 30', 'digest: 31', '最多 30 条'],
    ['ordinary: 15', 'ordinary: 0', '至少 1 条'],
    ['ordinary: 15', 'ordinary: 1.5', 'messages'],
  ])('with %s written as %s are refused: %s', (find, put, words) => {
    expect(faultOf(edited([find, put]))).toContain(words);
  });

  it('may be narrower than WeCom allows', () => {
    const narrow = edited(
      ['ordinary: 15', 'ordinary: 1'],
      ['urgent: 18', 'urgent: 2'],
      ['digest: 30', 'digest: 3'],
    );
    expect(parseRules(narrow, 'a').messages).toEqual({ ordinary: 1, urgent: 2, digest: 3 });
  });
});

describe('the limits of a leak (R51)', () => {
  it('are those of the file, and what goes outside is read line by line', () => {
    const { leak } = parseRules(TEXT, FILE);
    expect(leak).toMatchObject({ report: { amount: 30, unit: 'min' }, open: { amount: 2, unit: 'h' } });
    expect(leak.outside).toContainEqual({
      ...{ within: { amount: 4, unit: 'h' }, to: '网信部门' },
      ground: '《国家网络安全事件报告管理办法》（较大以上）',
    });
  });

  it('have defaults, for a file of an older release says nothing of them', () => {
    const old = TEXT.replace(/^leak:\n(?: .*\n)+\n/mu, '');
    expect(old).not.toContain('leak:');
    expect(parseRules(old, FILE).leak).toEqual({
      ...{ report: { amount: 30, unit: 'min' }, open: { amount: 2, unit: 'h' }, outside: [] },
    });
  });

  it('refuse a line that is none, and two of one name', () => {
    expect(faultOf(edited(['- 4h 网信部门', '- 4wh 网信部门']))).toContain('对外报告要写成');
    expect(faultOf(edited(['- 4h 网信部门 《', '- 4h 网信部门《']))).toContain('对外报告要写成');
    expect(faultOf(edited(['- 4h 网信部门', '- 4h 人民银行']))).toContain('对象不能重复');
  });
});
