import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client sent; `body` is the parsed JSON, or the raw bytes as latin1 under `raw` for uploads. */
export interface FakeRequest {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: ChatBody;
  readonly raw: string;
}

export interface ChatBody {
  readonly model?: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly messages?: readonly { role: string; content: string | readonly Record<string, unknown>[] }[];
  readonly response_format?: {
    type: string;
    json_schema?: { name?: string; schema: { properties: Record<string, unknown> } };
  };
}

/** How the fake endpoint behaves for one request. */
export type Behaviour =
  | {
      kind: 'answers';
      content: string | ((request: FakeRequest) => string);
      finish?: string;
      refusal?: string;
      afterMs?: number;
    }
  | { kind: 'hears'; text: string }
  | { kind: 'hangs' }
  | { kind: 'resets' }
  | { kind: 'complains'; status: number; error?: unknown; headers?: Record<string, string> }
  | { kind: 'html'; status?: number }
  | { kind: 'cut-off' }
  | { kind: 'dies-midway' }
  | { kind: 'no-choices' };

export interface FakeLlm {
  /** What OPENAI_BASE_URL would be. */
  readonly url: string;
  readonly requests: FakeRequest[];
  /** How it behaves from now on. */
  plays(behaviour: Behaviour): void;
  /** How it behaves for the next requests, one each, before it goes on as usual. */
  playsNext(...behaviours: Behaviour[]): void;
  /** Resolves when so many requests have arrived in all. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** An OpenAI-compatible endpoint on loopback that misbehaves on command. */
export async function startFakeLlm(): Promise<FakeLlm> {
  let usual: Behaviour = { kind: 'answers', content: '{}' };
  const queue: Behaviour[] = [];
  const requests: FakeRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then(request => {
      requests.push(request);
      for (const one of waiting) if (requests.length >= one.count) one.resolve();
      play(queue.shift() ?? usual, request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    plays: behaviour => void (usual = behaviour),
    playsNext: (...behaviours) => void queue.push(...behaviours),
    arrived: count =>
      new Promise(resolve => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const isJson = incoming.headers['content-type']?.startsWith('application/json') === true;
  return {
    path: incoming.url ?? '',
    key: incoming.headers.authorization?.replace('Bearer ', ''),
    body: isJson ? (JSON.parse(bytes.toString('utf8')) as ChatBody) : {},
    raw: bytes.toString('latin1'),
  };
}

function play(behaviour: Behaviour, request: FakeRequest, response: ServerResponse): void {
  const json = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
  switch (behaviour.kind) {
    case 'answers': {
      const { finish = 'stop', refusal, afterMs = 0 } = behaviour;
      const content = typeof behaviour.content === 'string' ? behaviour.content : behaviour.content(request);
      const message = refusal === undefined ? { content } : { content: null, refusal };
      setTimeout(() => json(200, completionOf(message, finish)), afterMs);
      return;
    }
    case 'hears':
      return json(200, { text: behaviour.text });
    case 'hangs':
      return;
    case 'resets':
      return void response.socket?.resetAndDestroy();
    case 'complains':
      return json(behaviour.status, behaviour.error ?? { error: { message: 'no' } }, behaviour.headers);
    case 'html':
      response.writeHead(behaviour.status ?? 200, { 'content-type': 'text/html' });
      return void response.end('<html><body>Welcome to nginx!</body></html>');
    case 'cut-off':
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end('{"id":"x","choices":[{"mess');
    case 'dies-midway':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":"x","choi');
      return void setImmediate(() => response.socket?.resetAndDestroy());
    case 'no-choices':
      return json(200, { ...completionOf({ content: '' }, 'stop'), choices: [] });
    default:
      return behaviour satisfies never;
  }
}

function completionOf(message: object, finish: string): object {
  return {
    id: 'fake',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', ...message } }],
    usage: { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 },
  };
}

/** The words of a role in a request. */
export function wordsOf(request: FakeRequest, role: 'system' | 'user'): string {
  const content = request.body.messages?.find(message => message.role === role)?.content;
  if (typeof content === 'string') return content;
  return content?.map(part => (typeof part.text === 'string' ? part.text : '')).join('\n') ?? '';
}
