import { DECLINE_GROUND } from '../../domain/complaint';
import { addressee, heading, paragraph } from '../content';
import { day } from '../dates';
import { bySeal, present, type CaseSetting, type Template } from '../template';
import { requestOf } from './of-side-steps';
import { contactOf, OTHER_WAYS, waysOn } from './ways-on';

/** GZ 投诉不予办理告知书 (T3, L8): why the complaint is not taken up, and the ways on. */
export const declineNotice: Template<CaseSetting> = {
  title: '投诉不予办理告知书',
  version: 'GZ-D1',
  needs: ['name'],
  body: ({ complaint, event, party, org }) => {
    const no = event.type === 'declined' ? event.no : undefined;
    const request = requestOf(complaint, present(no, 'request'));
    const ground = request.kind === 'decline' ? DECLINE_GROUND[request.ground] : '';
    return {
      parts: [
        addressee(`${party.name ?? '来访人'}：`),
        paragraph(
          `您于${day(complaint.receivedAt)}向我行提出的事项（项目编号：${complaint.id}），经审核不予办理，现将理由告知如下。`,
        ),
        heading('一、理由'),
        paragraph(`该事项${ground}，依照银行业保险业消费投诉处理管理办法，不予办理。`),
        heading('二、救济途径'),
        ...waysOn(...OTHER_WAYS),
        ...contactOf(org.bank),
      ],
      signed: bySeal(org.bank.name),
    };
  },
};
