import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Where messages may go. Government targets are private addresses, so nothing is allowed that is not listed. */
export interface AllowList {
  /** host:port, lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly networks: BlockList;
}

/** An address to connect to and nothing else, or why not. */
export type Target = { kind: 'allowed'; address: string; family: 4 | 6 } | { kind: 'refused'; why: string };

type Lookup = (host: string) => Promise<{ address: string; family: number }[]>;
const lookupAll: Lookup = (host) => systemLookup(host, { all: true });

// Never a department's server, whatever the list says: this host's own "any", link-local (cloud metadata), multicast.
const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('224.0.0.0', 3, 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('::', 'ipv6');

const kindOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Reads entries such as `10.1.0.0/16`, `desk.example.gov.cn:443` or `[fd00::1]:8443`. Throws on what is neither. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>();
  const networks = new BlockList();
  for (const entry of entries) {
    const network = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(entry);
    const host = /^(?:\[[0-9a-fA-F:.]+\]|[^\s:/@?#[\]]+):\d{1,5}$/.test(entry);
    if (network?.[1] && isIP(network[1])) networks.addSubnet(network[1], Number(network[2]), kindOf(network[1]));
    else if (host) hosts.add(entry.toLowerCase());
    else throw new Error(`allow-list entry "${entry}" is neither host:port nor a network such as 10.1.0.0/16`);
  }
  return { hosts, networks };
}

/**
 * Why messages may never go to an address, as far as can be told without asking a resolver; null when they may, or when
 * only the attempt can tell: a name under a list that has networks. A Chinese sentence that says what to do.
 */
export function refusalOf(list: AllowList, url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return '地址须以 http:// 或 https:// 开头';
  const { hostname, protocol, port, username, password } = new URL(url);
  if (username || password) return '地址里不能带用户名和密码';
  const host = hostname.replace(/\.$/, '');
  const bare = host.replaceAll(/[[\]]/g, '');
  const named = `${host}:${port || (protocol === 'https:' ? '443' : '80')}`;
  const isNever = isIP(bare) !== 0 && never.check(bare, kindOf(bare));
  const mayBe = isIP(bare) === 0 ? list.networks.rules.length > 0 : list.networks.check(bare, kindOf(bare));
  if (!isNever && (list.hosts.has(named) || mayBe)) return null;
  return `${named} 不在允许发送的名单里，请让系统管理员把它加进 MINQING_ALLOW_TARGETS`;
}

/**
 * Checks an address at saving and again before every attempt, and gives the one resolved address to connect to, so that
 * a name that resolves differently a moment later leads nowhere else. Throws what the resolver throws.
 */
export async function resolveTarget(list: AllowList, url: string, lookup: Lookup = lookupAll): Promise<Target> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return { kind: 'refused', why: 'not http or https' };
  if (parsed.username || parsed.password) return { kind: 'refused', why: 'credentials in the address' };
  const host = parsed.hostname.replace(/\.$/, '');
  const port = parsed.port || (parsed.protocol === 'https:' ? '443' : '80');
  const bare = host.replaceAll(/[[\]]/g, '');
  const addresses = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await lookup(bare);
  const listed = list.hosts.has(`${host}:${port}`);
  const chosen = addresses.find(
    ({ address }) =>
      !never.check(address, kindOf(address)) && (listed || list.networks.check(address, kindOf(address))),
  );
  if (!chosen) return { kind: 'refused', why: 'not on the allow-list' };
  return { kind: 'allowed', address: chosen.address, family: chosen.family === 6 ? 6 : 4 };
}
