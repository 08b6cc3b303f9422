import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { reasonOf } from '../base/fault.js';

/** The name of the certificate that comes with the library; its key is public, so it proves nothing. */
const PUBLIC_NAME = 'insecure';

const shape = z
  .object({
    WECHATY_PUPPET_SERVICE_TOKEN: z
      .string({
        error:
          'needed by wechaty-puppet-service: the token of your provider, here or in a file named by WECHATY_PUPPET_SERVICE_TOKEN_FILE',
      })
      .regex(/^[\x21-\x7e]+$/, 'holds characters that no token has (a space, a line break, 中文)'),
    WECHATY_PUPPET_SERVICE_ENDPOINT: z
      .string()
      .regex(
        /^(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5}$/i,
        'write it like 10.0.0.5:8788 or puppet.example.org:8788',
      )
      .optional(),
    WECHATY_PUPPET_SERVICE_AUTHORITY: z.string().min(1).default('api.chatie.io'),
    WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME: z.string().min(1).optional(),
    WECHATY_PUPPET_SERVICE_TLS_CA_CERT: z
      .string()
      .transform(text => text.replaceAll(String.raw`\n`, '\n'))
      .superRefine((text, context) => {
        const problem = problemOfCertificate(text);
        if (problem !== undefined)
          context.addIssue({ code: 'custom', message: `is no certificate in PEM form: ${problem}` });
      })
      .optional(),
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: z
      .enum(['true', 'false'], { error: 'write true or false' })
      .default('false'),
  })
  .superRefine((given, context) => {
    const {
      WECHATY_PUPPET_SERVICE_TOKEN: token,
      WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME: serverName,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: isTlsOff,
    } = given;
    if (serverName !== undefined || isTlsOff === 'true' || nameInToken(token) !== undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['WECHATY_PUPPET_SERVICE_TOKEN'],
      message: `does not begin with the name of the service's certificate (NAME_…); put it there (${PUBLIC_NAME}_ for the public one) or set WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME`,
    });
  });

/** How the puppet service is reached. */
export interface ServiceSettings {
  readonly token: string;
  /** `host:port`; without it the directory `authority` is asked by the token. */
  readonly endpoint?: string;
  readonly authority: string;
  /** The name that the service's certificate must be for; ignored without TLS. */
  readonly serverName: string;
  /** Whose signature the certificate must bear, in PEM form; without it the library's own authority. */
  readonly caCert?: string;
  readonly isTlsOff: boolean;
}

/** What is wrong with one variable of the environment. */
export interface SettingIssue {
  readonly variable: string;
  readonly message: string;
}

/** Reads the variables WECHATY_PUPPET_SERVICE_* or says what is wrong with them; never shows the token. */
export function readServiceSettings(
  environment: NodeJS.ProcessEnv,
): { readonly settings: ServiceSettings } | { readonly issues: readonly SettingIssue[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const checked = shape.safeParse(given);
  if (!checked.success) {
    return {
      issues: checked.error.issues.map(({ path, message }) => ({ variable: path.join('.'), message })),
    };
  }
  const { data } = checked;
  const token = data.WECHATY_PUPPET_SERVICE_TOKEN;
  return {
    settings: {
      token,
      ...(data.WECHATY_PUPPET_SERVICE_ENDPOINT === undefined
        ? {}
        : { endpoint: data.WECHATY_PUPPET_SERVICE_ENDPOINT }),
      authority: data.WECHATY_PUPPET_SERVICE_AUTHORITY,
      serverName: data.WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME ?? nameInToken(token) ?? PUBLIC_NAME,
      ...(data.WECHATY_PUPPET_SERVICE_TLS_CA_CERT === undefined
        ? {}
        : { caCert: data.WECHATY_PUPPET_SERVICE_TLS_CA_CERT }),
      isTlsOff: data.WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT === 'true',
    },
  };
}

/** The part of a token before its last `_`: the name that the service's certificate is for. */
function nameInToken(token: string): string | undefined {
  return /^(.+)_/.exec(token)?.[1]?.toLowerCase();
}

function problemOfCertificate(text: string): string | undefined {
  try {
    return new X509Certificate(text).subject === '' ? 'it is for nobody' : undefined;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}
