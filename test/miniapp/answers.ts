import {
  ID,
  sampleCase,
  sampleCases,
  SAMPLE_CHOICES,
  SAMPLE_FILED,
  SAMPLE_HINTS,
  sampleCalls,
  SAMPLE_LINK,
  SAMPLE_ME,
  sampleNotices,
  SAMPLE_REASONS,
  sampleWork,
} from './samples';
import type { Received, Reply } from './stand-in';

/** What the service would say to each call of the pages. */
export function answer({ method, path, body }: Omit<Received, 'headers'>): Reply {
  const at = Date.now();
  const [where = ''] = path.split('?');
  switch (`${method} ${where}`) {
    case 'GET /work':
      return { body: sampleWork(at) };
    case 'GET /cases':
      return { body: sampleCases(at) };
    case `GET /cases/${ID}`:
      return { body: sampleCase(at), headers: { ETag: '"7"' } };
    case `GET /cases/${ID}/candidates`:
      return { body: SAMPLE_CHOICES };
    case `GET /cases/${ID}/emergency-reasons`:
      return { body: SAMPLE_REASONS };
    case 'GET /me':
      return { body: SAMPLE_ME };
    case 'GET /notices':
      return { body: sampleNotices(at) };
    case 'GET /calls':
      return { body: sampleCalls(at) };
    case 'GET /customer/survey':
    case 'GET /customer/notice':
      return { body: SAMPLE_LINK };
    case 'POST /cases/duplicates':
      return { body: SAMPLE_HINTS };
    case 'POST /cases':
      return { body: SAMPLE_FILED };
    case 'POST /uploads':
      return { body: { id: 'u1', received: 0 } };
    case 'PUT /uploads/u1':
      return { body: { id: 'u1', received: Number(/offset=(\d+)/.exec(path)?.[1]) + body.length } };
    case 'POST /uploads/u1/complete':
      return { body: { id: 'u1', name: '流水.pdf', size: 2_500_000, sha256: 'a'.repeat(64) } };
    default:
      return method === 'GET' ? { status: 404, body: {} } : { body: {} };
  }
}
