import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { caseNumber } from '../../src/api/schemas/shapes';
import { uploadBegun, uploadOffer } from '../../src/api/schemas/uploads';
import { isRefusal } from '../../src/domain/ruling';

/** 开始上传 (R20): whether the file will be taken is told before a byte of it is sent. */
export const beginUpload = endpoint({
  name: 'beginUpload',
  method: 'post',
  path: '/cases/{id}/uploads',
  tag: 'evidence',
  summary: '开始上传一份证据；随后按 offset 分段 PUT',
  params: z.strictObject({ id: caseNumber }),
  body: uploadOffer,
  answer: uploadBegun,
  run: async ({ params: { id }, body }, { by, visit }) => {
    const begun = await visit.beginUpload(id, body, by);
    return isRefusal(begun) ? begun : { body: begun, created: true };
  },
});
