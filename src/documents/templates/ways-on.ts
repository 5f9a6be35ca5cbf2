import type { Bank } from '../../domain/org';
import { items, paragraph, type Part } from '../content';

/** 核查 (L5): asked of the superior organisation, in writing, within 30 days of receiving the decision. */
export function verificationWay({ superior }: Bank): string {
  return `核查：自收到本告知书之日起30日内，以书面形式向${superior}提出核查申请，写明申请核查的事项和理由，并附本告知书。`;
}

/** 调解、仲裁、诉讼 (L2). */
export const OTHER_WAYS: readonly string[] = [
  '调解：向银行业保险业消费纠纷调解组织申请调解。',
  '仲裁：与我行有仲裁协议或者合同中有仲裁条款的，向约定的仲裁机构申请仲裁。',
  '诉讼：向有管辖权的人民法院提起诉讼。',
];

/** 救济途径. */
export function waysOn(...ways: readonly string[]): readonly Part[] {
  return [paragraph('您对上述决定有异议的，可以通过以下途径解决：'), items(...ways)];
}

/** Whom to ask about the case; nothing when the bank gave neither phone nor address. */
export function contactOf({ phone, address }: Bank): readonly Part[] {
  const ways = [phone && `电话：${phone}`, address && `地址：${address}`].filter(
    (each) => each !== undefined,
  );
  return ways.length > 0 ? [paragraph(`如需了解本案的办理情况，请联系我行。${ways.join('；')}。`)] : [];
}
