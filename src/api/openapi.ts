import { z } from 'zod';
import { PROBLEMS } from '../wecom/copy-problems';
import { TAGS, type AnyEndpoint } from './endpoint';
import { PATHS_BY_HAND } from './openapi-by-hand';

type Json = Readonly<Record<string, unknown>>;

/** 接口文档 (OpenAPI 3.1), made of the endpoints and the schemas they check by; docs/openapi.json is its copy. */
export function openApi(endpoints: readonly AnyEndpoint[]): Json {
  const components: Record<string, unknown> = {};
  const problem = schemaOf(problemSchema, 'output', components);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '诉达小程序接口',
      version: '1',
      description:
        '小程序和 H5 用的接口，与聊天里的指令走同一张办事台。出错用 RFC 9457 问题详情，按 Accept-Language 说中文或英文。' +
        '每个 POST 带 Idempotency-Key，重发同一个键只算一次；案件的 ETag 在办理时由 If-Match 带回。',
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ bearer: [] }, { cookie: [] }],
    paths: { ...PATHS_BY_HAND, ...paths },
    components: {
      schemas: sorted(components),
      responses: {
        Problem: { description: '没有办成', content: { 'application/problem+json': { schema: problem } } },
      },
      parameters: {
        IdempotencyKey: {
          ...{ name: 'Idempotency-Key', in: 'header', required: true },
          description: '这一次提交的键，重发时不变',
          schema: { type: 'string', pattern: '^[\\w-]{16,64}$' },
        },
        IfMatch: {
          ...{ name: 'If-Match', in: 'header', required: true },
          description: '看到的那一版的 ETag',
          schema: { type: 'string' },
        },
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: '小程序；新令牌由 Suda-Session 响应头给出' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'suda_session', description: 'H5' },
      },
    },
  };
}

const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: `urn:suda:problem:<代码>，例如 ${Object.keys(PROBLEMS)[0]}` }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    rule: z.string().optional().meta({ description: '依据的条款' }),
    errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: '问题详情（RFC 9457）' });

function operationOf(endpoint: AnyEndpoint, components: Record<string, unknown>): Json {
  const { name, tag, summary, params, query, body, answer, method, onVersion, isOpen } = endpoint;
  return {
    operationId: name,
    tags: [tag],
    summary,
    ...(isOpen && { security: [] }),
    parameters: [
      ...parametersOf(params, 'path', components),
      ...parametersOf(query, 'query', components),
      ...(method === 'post' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(onVersion ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, 'input', components) } },
      },
    }),
    responses: {
      '2XX': {
        description: '办成了',
        content: { 'application/json': { schema: schemaOf(answer, 'output', components) } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  components: Record<string, unknown>,
): readonly Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, each]) => {
    const shape = schemaOf(each, 'input', components);
    const isRequired = place === 'path' || !each.safeParse(undefined).success;
    return { name, in: place, required: isRequired, schema: shape };
  });
}

/** A schema that has a name becomes a component, and is told by it. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Record<string, unknown>): Json {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  > & { $defs?: Record<string, unknown> };
  delete root['$schema'];
  for (const [id, each] of Object.entries($defs)) components[id] = pointed(withoutId(each));
  const id = schema.meta()?.id;
  if (id === undefined) return pointed(withoutId(root)) as Json;
  components[id] = pointed(withoutId(root));
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(schema: unknown): unknown {
  const { id: _id, ...rest } = schema as Record<string, unknown>;
  return rest;
}

function pointed(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function sorted(table: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}
