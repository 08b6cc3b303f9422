import type { impls } from 'wechaty-puppet';
import { Fault, reasonOf } from '../base/fault.js';
import type { LocalNetwork } from './local-network.js';
import type { ServiceSettings } from './service-settings.js';

/** A puppet of any kind, as Wechaty takes it. */
export type AnyPuppet = impls.PuppetInterface & {
  /** Lets go of the network without a goodbye, where that makes a difference. */
  abandon?(): void;
};

/**
 * The puppet with this name: `local` is the pretended network of the local chat, `wechaty-puppet-service` the client of a
 * puppet service, everything else the name of an npm package that is imported and reads its own variables.
 */
export async function openPuppet(
  name: string,
  { network, service }: { network?: LocalNetwork; service?: ServiceSettings },
): Promise<AnyPuppet> {
  if (name === 'local') {
    if (!network) throw new Fault('puppet-without-network', 'the local puppet needs a local network');
    const { LocalPuppet } = await import('./local-puppet.js');
    return new LocalPuppet(network);
  }
  if (name === 'wechaty-puppet-service') {
    if (!service) throw new Fault('puppet-without-service', 'the puppet service needs its settings');
    const { ServicePuppet } = await import('./service-puppet.js');
    return new ServicePuppet(service);
  }
  const { helpers } = await import('wechaty-puppet');
  try {
    return await helpers.resolvePuppet({ puppet: name as `wechaty-puppet-${string}` });
  } catch (cause) {
    throw new Fault(
      'puppet-not-opened',
      `the puppet ${name} (WECHATY_PUPPET) cannot be opened: ${reasonOf(cause)}. Is it installed? Try: npm install ${name}`,
      { cause },
    );
  }
}
