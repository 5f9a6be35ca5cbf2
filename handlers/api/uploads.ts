import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { caseNumber, codeOf, when } from '../../src/api/schemas/shapes';
import { EVIDENCE_PURPOSE, EVIDENCE_SOURCE } from '../../src/domain/evidence';
import { isRefusal } from '../../src/domain/ruling';

/** 开始上传 (R20): whether the file will be taken is told before a byte of it is sent. */
export const beginUpload = endpoint({
  name: 'beginUpload',
  method: 'post',
  path: '/cases/{id}/uploads',
  tag: 'evidence',
  summary: '开始上传一份证据；随后按 offset 分段 PUT',
  params: z.strictObject({ id: caseNumber }),
  body: z
    .strictObject({
      name: z.string().min(1).max(255),
      size: z.int().min(0).max(1_000_000_000_000).meta({ description: '字节' }),
      mime: z.string().max(128).meta({ description: '手机说的类型，可以为空' }),
      source: codeOf(EVIDENCE_SOURCE),
      takenAt: when.exactOptional(),
      purpose: codeOf(EVIDENCE_PURPOSE)
        .exactOptional()
        .meta({ description: '代理人的授权、证件，不填就是证据' }),
      task: z.int().min(1).exactOptional().meta({ description: '答复哪一项协办' }),
    })
    .meta({ id: 'UploadOffer' }),
  answer: z.strictObject({ id: z.string() }).meta({ id: 'UploadBegun' }),
  run: async ({ params: { id }, body }, { by, visit }) => {
    const begun = await visit.beginUpload(id, body, by);
    return isRefusal(begun) ? begun : { body: begun, created: true };
  },
});
