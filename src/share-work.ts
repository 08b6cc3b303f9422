import type { ChatGateway } from './chat/chat-gateway.js';
import { AccountHolder } from './flow/account-holder.js';
import type { House } from './flow/house.js';
import { everything, type Share } from './flow/share.js';
import type { Settings } from './settings.js';
import { claimDataFolder, type ClaimedFolder } from './store/data-folder.js';
import { leasesFor, thisProcess } from './this-process.js';

/** What this process does of the whole; without MongoDB no other process can be there. */
export function shareOf({ roles, mongoUri }: Settings, holder: AccountHolder | undefined): Share {
  if (mongoUri === undefined) return everything;
  return {
    isShared: true,
    keepsClock: roles.has('worker'),
    hasAccount: () => holder?.hasAccount() ?? false,
    isMine: account => holder?.isMine(account) ?? false,
  };
}

/** Of several processes on one account one speaks. */
export async function holderOf(
  { roles, mongoUri }: Settings,
  { house, gateway, takeUp }: { house: House; gateway: ChatGateway; takeUp: () => Promise<void> },
): Promise<AccountHolder | undefined> {
  if (mongoUri === undefined || !roles.has('bot')) return undefined;
  const { store, log } = house;
  const openLease = leasesFor(await thisProcess(), store);
  return new AccountHolder({ account: () => gateway.account, openLease, takeUp, log });
}

/** The chat network keeps its session in the data folder: with MongoDB, too, two bots need two folders. */
export async function claimSession({
  roles,
  mongoUri,
  puppet,
  dataDir,
}: Settings): Promise<ClaimedFolder | undefined> {
  const hasSession = mongoUri !== undefined && roles.has('bot') && puppet !== 'local';
  return hasSession ? claimDataFolder(dataDir) : undefined;
}
