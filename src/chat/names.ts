import { ANONYMOUS, HONORIFIC } from './redact';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文洪章倪柴樊岳庞齐伍庄单欧涂聂焦尤俞施';
const COMPOUND = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|夏侯|司徒|令狐)/u;
const LABELLED =
  /^(?:客户姓名|投诉人姓名|客户|投诉人|当事人|姓名|名字)\s*(?:是|为|叫|改成|改为|应该是|[:：])?\s*(.+)$/u;
const WITH_HONORIFIC = /^(?:一位|客户)?(.{1,2}(?:先生|女士|小姐|太太|阿姨|大爷|老师|师傅))/u;
const UNNAMED = /匿名|不愿(?:意)?(?:留名|透露姓名|提供姓名|留姓名)|未留(?:姓)?名/u;

/** 投诉人姓名 in a sentence cut into clauses; `匿名` when the complainant gives none (a complaint is not turned away, R18). */
export function nameIn(clauses: readonly string[]): string | undefined {
  for (const clause of clauses) {
    if (UNNAMED.test(clause)) return ANONYMOUS;
    const labelled = LABELLED.exec(clause)?.[1]?.trim();
    if (labelled !== undefined) {
      const found = namePart(labelled) ?? (isFullName(labelled) ? labelled : undefined);
      if (found !== undefined) return found;
    }
    const found = namePart(clause);
    if (found !== undefined) return found;
  }
  // A bare name stands alone in its clause and comes first: `李小明，手机…`.
  const [first = ''] = clauses;
  const [word = ''] = first.split(/\s/u);
  return [first, word].find(isFullName);
}

/** Whether a reply to「投诉人姓名」is one. */
export function isName(text: string): boolean {
  return isFullName(text) || HONORIFIC.test(text) || UNNAMED.test(text);
}

function namePart(clause: string): string | undefined {
  const name = WITH_HONORIFIC.exec(clause)?.[1];
  return name !== undefined && hasSurname(name) ? name : undefined;
}

function isFullName(text: string): boolean {
  if (/^[A-Za-z][A-Za-z .'-]{1,39}$/u.test(text)) return !/^(?:app|atm|pos|vip|ok|help)$/iu.test(text);
  if (/^\p{Script=Han}{2,10}·[\p{Script=Han}·]{2,20}$/u.test(text)) return true;
  return /^\p{Script=Han}{2,4}$/u.test(text) && hasSurname(text) && !NOT_NAMES.test(text);
}

/** Words of the trade that begin with a surname. */
const NOT_NAMES =
  /^(?:谢谢|谢了|于是|任何|白天|方案|金额|余额|高额|向客户|文件|严重|常常|单位|钱款|钱没|施工|万元|付款|付费|马上|何时|易|时)/u;

function hasSurname(name: string): boolean {
  return COMPOUND.test(name) || SURNAMES.includes(name.charAt(0));
}
