const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** 大写金额, as payment papers need it (支付结算办法): `叁佰元整`, `壹万零叁元零伍分`. Takes fen. */
export function capitalYuan(fen: number): string {
  const yuan = Math.trunc(fen / 100);
  const jiao = Math.trunc(fen / 10) % 10;
  const cent = fen % 10;
  const whole = yuan === 0 ? '' : `${wholeOf(yuan)}元`;
  if (jiao === 0 && cent === 0) return `${whole || '零元'}整`;

  const tenth = jiao > 0 ? `${DIGITS[jiao]}角` : whole && '零';
  return cent > 0 ? `${whole}${tenth}${DIGITS[cent]}分` : `${whole}${tenth}整`;
}

/** Four digits at a time; a zero is said once between digits, and never at the end of a group. */
function wholeOf(yuan: number): string {
  let said = '';
  for (let group = GROUPS.length - 1; group >= 0; group -= 1) {
    const digits = Math.trunc(yuan / 10_000 ** group) % 10_000;
    if (digits === 0) continue;
    const gap = said !== '' && (digits < 1_000 || isZeroBefore(yuan, group)) ? '零' : '';
    said += `${gap}${fourOf(digits)}${GROUPS[group]}`;
  }
  return said;
}

function isZeroBefore(yuan: number, group: number): boolean {
  return Math.trunc(yuan / 10_000 ** (group + 1)) % 10_000 === 0;
}

function fourOf(digits: number): string {
  let said = '';
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.trunc(digits / 10 ** place) % 10;
    if (digit > 0) said += `${DIGITS[digit]}${PLACES[place]}`;
    else if (said !== '' && digits % 10 ** place > 0 && !said.endsWith('零')) said += '零';
  }
  return said;
}
