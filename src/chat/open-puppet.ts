import type { impls, PuppetOptions } from 'wechaty-puppet';
import { Fault, reasonOf } from '../base/fault.js';
import type { LocalNetwork } from './local-network.js';

/** A puppet of any kind, as Wechaty takes it. */
export type AnyPuppet = impls.PuppetInterface;

/**
 * The puppet with this name: `local` is the pretended network of the local chat, everything else is the name of an npm
 * package such as `wechaty-puppet-service`, which is imported and given `puppetOptions` (token, endpoint …).
 */
export async function openPuppet(
  name: string,
  { network, puppetOptions = {} }: { network?: LocalNetwork; puppetOptions?: PuppetOptions },
): Promise<AnyPuppet> {
  if (name === 'local') {
    if (!network) throw new Fault('puppet-without-network', 'the local puppet needs a local network');
    const { LocalPuppet } = await import('./local-puppet.js');
    return new LocalPuppet(network);
  }
  const { helpers } = await import('wechaty-puppet');
  try {
    return await helpers.resolvePuppet({ puppet: name as `wechaty-puppet-${string}`, puppetOptions });
  } catch (cause) {
    throw new Fault(
      'puppet-not-opened',
      `the puppet ${name} (WECHATY_PUPPET) cannot be opened: ${reasonOf(cause)}. Is it installed? Try: npm install ${name}`,
      { cause },
    );
  }
}
