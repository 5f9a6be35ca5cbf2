import { CONTACT_MODE, LIABILITY, type Complaint } from '../../domain/complaint';
import type { Org } from '../../domain/org';
import { heading, paragraph, table, type Row } from '../content';
import { happened, minute } from '../dates';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';
import { evidenceText } from './shared-rows';

/** DC 投诉调查报告 (R20). */
export const investigationReport: Template<CaseSetting> = {
  title: '投诉调查报告',
  version: 'DC-2',
  needs: ['facts', 'request'],
  body: ({ complaint, event, party, org }) => {
    const finding = present(complaint.finding, 'finding');
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['收到时间', minute(complaint.receivedAt)],
          ['调查人', whoIs(org, event.by)],
        ),
        heading('一、投诉事项'),
        paragraph(party.facts ?? '见受理登记表。'),
        paragraph(`投诉请求：${party.request ?? '未提出'}`),
        heading('二、与投诉人联系的情况'),
        table(...contactRows(complaint, org)),
        heading('三、查明的情况与依据'),
        paragraph(finding.grounds),
        heading('四、证据'),
        paragraph(evidenceText(finding)),
        heading('五、责任认定'),
        paragraph(LIABILITY[finding.liability]),
      ],
      signed: byPeople(signature(org, '调查人', event.by, event.at)),
    };
  },
};

function contactRows({ contacts }: Complaint, org: Org): readonly Row[] {
  if (contacts.length === 0) return [['联系记录', '无']];
  const inOrder = [...contacts].sort((a, b) => a.at.getTime() - b.at.getTime());
  return inOrder.map((contact) => [
    happened(contact),
    `${CONTACT_MODE[contact.mode]}，${whoIs(org, contact.by)}：${contact.note}`,
  ]);
}
