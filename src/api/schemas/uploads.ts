import { z } from 'zod';
import type { ChunkAnswer, UploadProgress } from '../../desk/evidence-ports';
import { EVIDENCE_PURPOSE, EVIDENCE_SOURCE } from '../../domain/evidence';
import { codeOf, when } from './shapes';

/** 上传 (R20): what is offered, before a byte of it is sent. */
export const uploadOffer = z
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
  .meta({ id: 'UploadOffer' });
export const uploadBegun = z.strictObject({ id: z.string() }).meta({ id: 'UploadBegun' });

export type UploadOffer = z.input<typeof uploadOffer>;
export type UploadBegun = z.output<typeof uploadBegun>;
/** 传到哪里; of what was refused with why in words. */
export type UploadTold = UploadProgress & { readonly detail?: string };
export type { ChunkAnswer };
