import { addressee, heading, paragraph } from '../content';
import { day } from '../dates';
import { bySeal, type Setting, type Template } from '../template';
import { OTHER_WAYS, waysOn } from './ways-on';

/** 核查 (L5, T18–T20): the superior organisation looked at the decision again. */
export interface Verification {
  readonly complaintId: string;
  /** 告知书 that is verified. */
  readonly noticeNo: string;
  readonly appliedAt: Date;
  readonly application: string;
  readonly verified: string;
  readonly result: 'upheld' | 'overturned' | 'returned';
  readonly reasons: string;
}

export interface VerificationSetting extends Setting {
  readonly verification: Verification;
}

const RESULT: Readonly<Record<Verification['result'], string>> = {
  upheld: '维持原处理决定。',
  overturned: '撤销原处理决定，由原办理机构重新调查处理并将结果告知您。',
  returned: '退回原办理机构补充调查，重新作出处理决定并将结果告知您。',
};

/** HC 投诉核查决定书 (L5): issued by the superior organisation. */
export const verificationDecision: Template<VerificationSetting> = {
  title: '投诉核查决定书',
  version: 'HC-1',
  needs: ['name'],
  body: ({ verification, party, org }) => ({
    issuer: org.bank.superior,
    parts: [
      addressee(`${party.name ?? '投诉人'}：`),
      paragraph(
        `您于${day(verification.appliedAt)}就投诉处理决定（项目编号：${verification.complaintId}，告知书编号：${verification.noticeNo}）` +
          `提出的核查申请已办理完毕，现将核查决定告知如下。`,
      ),
      heading('一、申请核查的事项'),
      paragraph(verification.application),
      heading('二、核查情况'),
      paragraph(verification.verified),
      heading('三、核查决定'),
      paragraph(RESULT[verification.result]),
      heading('四、依据和理由'),
      paragraph(verification.reasons),
      heading('五、救济途径'),
      ...waysOn(...OTHER_WAYS),
    ],
    signed: bySeal(org.bank.superior),
  }),
};
