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
  for (const clause of clauses.map(fromFirstLetter)) {
    if (UNNAMED.test(clause)) return ANONYMOUS;
    const labelled = LABELLED.exec(clause)?.[1]?.trim();
    if (labelled !== undefined) {
      const found = namePart(labelled) ?? [headOf(labelled), labelled].find(isFullName);
      if (found !== undefined) return found;
    }
    const found = namePart(clause);
    if (found !== undefined) return found;
  }
  // A bare name stands alone in its clause and comes first: `李小明，手机…`.
  const [first = ''] = clauses.map(fromFirstLetter);
  const [word = ''] = first.split(/[\s\d+(（]/u);
  return [first, word].find(isFullName);
}

/** `😡客户孙悦`: what somebody feels stands before what they say. */
function fromFirstLetter(clause: string): string {
  return clause.replace(/^[^\p{L}\p{N}]+/u, '');
}

/** Where no comma ends a name, what follows it does: `客户李强手机…`, `客户李强 😡`. */
function headOf(labelled: string): string {
  const latin = /^[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*)*/u.exec(labelled)?.[0];
  if (latin !== undefined) return latin;
  const [head = ''] = labelled.split(
    /(?:的?(?:联系|手机|电话|身份证|卡号|账号|尾号|名下|微信|邮箱)|投诉|反映|反应|来[电函行信访]|[说称被因]|在[我网支柜本手]|[^\p{L}·.'’])/u,
  );
  // Four letters without a comma after them are a name only by a compound surname: 「客户常来网点反映」.
  return head.length < 4 || COMPOUND.test(head) || /[A-Za-z·]/u.test(head) ? head : '';
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
  /^(?:谢谢|谢了|于是|于[今昨前上本当]|任何|任意|白天|白金|方案|金额|金卡|金融|余额|高额|高度|高息|向[客我本银网支柜行他她]|文件|严重|严正|严厉|常[常年来]|单位|钱[款没包被都在]|施工|万[元分般]|付款|付费|马上|何时|陈[述诉]|黄金|程序|石油|许多|贵宾|毛病|易|时)/u;

function hasSurname(name: string): boolean {
  return COMPOUND.test(name) || SURNAMES.includes(name.charAt(0));
}
