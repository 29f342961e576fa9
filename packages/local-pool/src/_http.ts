/**
 * The wire: AWS's JSON 1.1 over POST, the key sets over GET, CORS for browsers. Nothing that comes
 * in makes a 5xx: an SDK would send it again.
 *
 * @module
 */
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { asInput, printable } from './_input.ts';
import { makeUuid } from './_opaque.ts';
import type { Output, PoolOperation } from './_operation.ts';
import { readBody } from './_request-body.ts';
import { ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { requirePool } from './_service.ts';
import { ALGORITHM, exportKeySet } from './_signing-keys.ts';
import { issuerOf } from './_user-pool.ts';
import { isFor } from './outbox.ts';
import { OPERATIONS } from './operations/registry.ts';

const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.';
/** No pool id begins with an underscore. */
const OUTBOX_PATH = '/_local/outbox';
const JSON_TYPE = 'application/x-amz-json-1.1';
const TARGET_HEADER = 'x-amz-target';

const CORS = cors({
  origin: '*',
  allowMethods: ['GET', 'POST'],
  allowHeaders: [
    'content-type',
    TARGET_HEADER,
    'x-amz-user-agent',
    'cache-control',
    'authorization',
    'amz-sdk-invocation-id',
    'amz-sdk-request',
    'x-amz-date',
    'x-amz-security-token',
    'x-amz-content-sha256',
  ],
  exposeHeaders: ['x-amzn-RequestId', 'x-amzn-ErrorType', 'x-amzn-ErrorMessage', 'Date'],
  maxAge: 600,
});

/** The whole service as a WHATWG `fetch` handler. */
export function createApp(service: Service): (request: Request) => Promise<Response> {
  const app = new Hono();
  app.use(CORS);
  app.post('/', async ({ req }) => {
    const operation = requireOperation(req.header(TARGET_HEADER));
    const input = parseBody(await readBody(req.raw));
    return succeed(service, await operation.handle(service, input));
  });

  app.get('/:userPoolId/.well-known/jwks.json', async ({ req, json }) => {
    const pool = requirePool(service, req.param('userPoolId'));
    return json(await exportKeySet(service.signingKeysOf(pool.id)));
  });
  app.get('/:userPoolId/.well-known/openid-configuration', ({ req, json }) => {
    const pool = requirePool(service, req.param('userPoolId'));
    return json({
      issuer: issuerOf(service, pool),
      jwks_uri: `${service.publicUrl}/${pool.id}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: [ALGORITHM],
      subject_types_supported: ['public'],
      response_types_supported: [],
    });
  });
  app.get(OUTBOX_PATH, ({ req, json }) => {
    const name = req.query('username');
    const messages = service.outbox.messages();
    return json({
      messages: name === undefined ? messages : messages.filter((message) => isFor(message, name)),
    });
  });
  app.notFound(() => {
    const message =
      `The local pool answers POST /, GET /<pool id>/.well-known/… and ` +
      `GET ${OUTBOX_PATH} only.`;
    return refuse(service, new ServiceFault('UnknownOperationException', message, 404));
  });
  app.onError((error) => refuse(service, error));
  return async (request) => app.fetch(request);
}

function requireOperation(target: string | undefined): PoolOperation {
  const name = target?.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : undefined;
  const operation = name === undefined ? undefined : OPERATIONS.get(name);
  if (operation !== undefined) return operation;
  throw new ServiceFault(
    'UnknownOperationException',
    name === undefined
      ? `The header ${TARGET_HEADER} must be ${TARGET_PREFIX}<operation>.`
      : `${printable(name)} is not served by the local pool. ` +
          `It serves ${[...OPERATIONS.keys()].join(', ')}.`,
  );
}

function parseBody(bytes: Uint8Array): ReturnType<typeof asInput> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // What the parser says quotes the body, which may hold a password.
    throw new ServiceFault('SerializationException', 'The request body is not valid JSON.');
  }
  return asInput(value, 'The request body');
}

function succeed(service: Service, output: Output): Response {
  const body = output === undefined ? null : JSON.stringify(output);
  return new Response(body, { headers: commonHeaders(service) });
}

function refuse(service: Service, error: Error): Response {
  const fault = error instanceof ServiceFault ? error : reportDefect(error);
  const { type, message, status } = fault;
  return new Response(JSON.stringify({ __type: type, message }), {
    status,
    headers: {
      ...commonHeaders(service),
      'x-amzn-ErrorType': type,
      'x-amzn-ErrorMessage': printable(message),
    },
  });
}

/** A defect of the pool's own: shown to whoever runs it, never to whoever calls it. */
function reportDefect(error: Error): ServiceFault {
  console.error('The local pool has a defect; please report it:', error);
  return new ServiceFault('InternalErrorException', 'The local pool failed; its log says how.');
}

function commonHeaders({ clock, random }: Service): Record<string, string> {
  return {
    'content-type': JSON_TYPE,
    'x-amzn-RequestId': makeUuid(random),
    date: new Date(clock.nowMs()).toUTCString(),
  };
}
