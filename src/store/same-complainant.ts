import { trusted, type ClientSession } from 'mongoose';
import type { PartyFields, SameComplainant } from '../desk/ports';
import { Fault } from '../errors';
import { toComplaint } from './complaint-row';
import type { Models } from './models';
import type { Vault } from './vault';

/** 同一投诉人 (R18): looked for by blind index in the transaction; one read after the other. */
export async function sameComplainant(
  { models, vault }: { readonly models: Models; readonly vault: Vault },
  session: ClientSession,
  { phone, idNo }: Pick<PartyFields, 'phone' | 'idNo'>,
  limit: number,
): Promise<readonly SameComplainant[]> {
  const find = async (field: 'phone' | 'idNo', value: string | undefined) =>
    new Set(isNumber(value) ? await vault.findByBlind(field, value, { session, limit }) : []);
  const byPhone = await find('phone', phone);
  const byIdNo = await find('idNo', idNo);

  const latest = [...new Set([...byPhone, ...byIdNo])].sort().reverse().slice(0, limit);
  const rows = await models.complaints
    .find({ _id: trusted({ $in: latest }) })
    .sort({ _id: -1 })
    .session(session)
    .lean();
  const found: SameComplainant[] = [];
  for (const row of rows) {
    const facts = await factsOf(vault, session, row._id);
    const marks = { phone: byPhone.has(row._id), idNo: byIdNo.has(row._id) };
    found.push({ complaint: toComplaint(row), ...marks, ...(facts !== undefined && { facts }) });
  }
  return found;
}

/** 「未留电话」 stands in place of a number and names nobody. */
function isNumber(value: string | undefined): value is string {
  return value !== undefined && /\d{5}/u.test(value.normalize('NFKC').replace(/\D/gu, ''));
}

/** A hint must not keep a new complaint out (R18) because an old one was tampered with: reading that one tells it. */
async function factsOf(
  vault: Vault,
  session: ClientSession,
  complaintId: string,
): Promise<string | undefined> {
  try {
    return (await vault.read(complaintId, ['facts'], { session })).facts;
  } catch (error) {
    if (error instanceof Fault && error.code === 'seal_broken') return undefined;
    throw error;
  }
}
