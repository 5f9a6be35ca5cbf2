/** 号码 in a sentence: mobile or land line, identity card, account. Found by shape and, where one exists, by check digit. */
export interface Numbers {
  readonly phone?: string;
  readonly idNo?: string;
  readonly account?: string;
  /** A number that was said to be one of these and is not. */
  readonly problems: readonly NumberProblem[];
}
export type NumberProblem = 'phone_digits' | 'id_check_digit';

const ID_NO = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/u;
const MOBILE = /(?<!\d)(?:\+?86[-\s]?)?(1[3-9]\d(?:[-\s]?\d{4}){2})(?!\d)/u;
const LANDLINE = /(?<!\d[-\s]?)[(（]?(0\d{2,3}[)）]?[-\s]?\d{3,4}[-\s]?\d{4})(?!\d)/u;
/** Two dates in a row are no account. */
const ACCOUNT =
  /(?<![\dA-Za-z])(?!20\d\d-?[01]\d-?[0-3]\d[ -]{1,3}20\d\d-?[01]\d-?[0-3]\d(?!\d))(\d(?:[ -]?\d){14,18})(?![\dA-Za-z])/u;
/** `138 123 45678`: grouped in no usual way; looked for after accounts, of which it could be a part. */
const LOOSE_MOBILE = /(?<!\d)(?:\+?86[-\s]?)?(1[3-9](?:[-\s]?\d){9})(?!\d)/u;
const SAID_PHONE = /(?:手机|电话|联系方式|联系电话)(?:号码?)?\s*(?:是|为|[:：])?\s*(\d[\d\s-]{3,16})/u;

export function numbersIn(text: string): Numbers {
  const problems: NumberProblem[] = [];
  let rest = text;
  const take = (shape: RegExp): string | undefined => {
    const match = shape.exec(rest);
    if (!match) return undefined;
    rest =
      rest.slice(0, match.index) + ' '.repeat(match[0].length) + rest.slice(match.index + match[0].length);
    return (match[1] ?? match[0]).replace(/[\s()（）-]/gu, '').toUpperCase();
  };

  const idNo = take(ID_NO);
  const isIdNo = idNo !== undefined && hasCheckDigit(idNo);
  if (idNo !== undefined && !isIdNo) problems.push('id_check_digit');
  const plain = take(MOBILE) ?? take(LANDLINE);
  const account = take(ACCOUNT);
  const phone = plain ?? take(LOOSE_MOBILE);
  if (phone === undefined && SAID_PHONE.test(rest)) problems.push('phone_digits');
  return { ...(phone && { phone }), ...(isIdNo && { idNo }), ...(account && { account }), problems };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999, ISO 7064 MOD 11-2. */
function hasCheckDigit(idNo: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(idNo[at]), 0);
  return '10X98765432'[sum % 11] === idNo[17];
}
