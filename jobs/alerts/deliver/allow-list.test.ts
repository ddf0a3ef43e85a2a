import { describe, expect, it } from 'vitest';
import { parseAllowList, refusalOf, resolveTarget } from './allow-list.ts';

const list = parseAllowList([
  '10.1.0.0/16',
  'desk.example.gov.cn:443',
  '127.0.0.1:8080',
  '[fd00::1]:8443',
  'fd12::/16',
]);
const names: Record<string, string[]> = {
  'desk.example.gov.cn': ['192.168.7.7'],
  'inside.example': ['10.1.2.3'],
  'outside.example': ['203.0.113.9'],
  'mixed.example': ['203.0.113.9', '10.1.2.3'],
  'metadata.example': ['169.254.169.254'],
  'mapped.example': ['::ffff:10.1.2.3'],
};
const lookup = async (host: string) =>
  (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('the allow-list', () => {
  it.each([
    ['https://desk.example.gov.cn/hook', '192.168.7.7', 'a listed host and port'],
    ['https://DESK.example.gov.cn./hook', '192.168.7.7', 'the same host, written otherwise'],
    ['http://inside.example:9000/hook', '10.1.2.3', 'a name inside a listed network'],
    ['http://10.1.9.9/hook', '10.1.9.9', 'an address inside a listed network'],
    ['http://mixed.example/hook', '10.1.2.3', 'a name with one listed address: that one is used'],
    ['http://127.0.0.1:8080/x', '127.0.0.1', 'a listed address and port'],
    ['https://[fd00::1]:8443/x', 'fd00::1', 'a listed IPv6 address and port'],
    ['http://[fd12::5]/x', 'fd12::5', 'an address inside a listed IPv6 network'],
    ['http://mapped.example/', '::ffff:10.1.2.3', 'an IPv4 address in IPv6 clothes, inside'],
  ])('lets %s through to %s: %s', async (url, address) => {
    expect(await resolveTarget(list, url, lookup)).toMatchObject({ kind: 'allowed', address });
  });

  it.each([
    ['http://outside.example/hook', 'a name outside'],
    ['http://desk.example.gov.cn/hook', 'a listed host on another port'],
    ['http://127.0.0.1:8081/', 'loopback on another port'],
    ['http://2130706433:8081/', 'loopback as one number'],
    ['http://0x7f.1:8081/', 'loopback in hexadecimal'],
    ['http://[::ffff:127.0.0.1]:8081/', 'loopback in IPv6 clothes'],
    ['http://localhost:8081/', 'a name that resolves to nothing here'],
    ['http://metadata.example/', 'the metadata address of a cloud'],
    ['http://user:pass@10.1.2.3/', 'credentials in the address'],
    ['file:///etc/passwd', 'another scheme'],
    ['gopher://10.1.2.3/', 'another scheme inside a listed network'],
    ['not a url', 'no address at all'],
  ])('refuses %s: %s', async (url) => {
    expect((await resolveTarget(list, url, lookup)).kind).toBe('refused');
  });

  it('refuses the metadata address even where somebody listed it', async () => {
    const careless = parseAllowList(['0.0.0.0/0', '169.254.169.254:80']);
    expect((await resolveTarget(careless, 'http://169.254.169.254/', lookup)).kind).toBe('refused');
    expect((await resolveTarget(careless, 'http://[::ffff:169.254.169.254]/', lookup)).kind).toBe('refused');
  });

  it('allows nothing when it is empty', async () => {
    expect((await resolveTarget(parseAllowList([]), 'http://10.1.2.3/', lookup)).kind).toBe('refused');
  });

  it.each(['example.gov.cn', '10.1.0.0/33x', 'http://10.1.2.3:80', '', 'a b:80'])('does not read "%s"', (entry) => {
    expect(() => parseAllowList([entry])).toThrow('neither');
  });
});

it('An address that can never be sent to is told when it is saved, with what to do', () => {
  const bots = parseAllowList(['bot.example.gov.cn:443', '10.1.0.0/16']);
  expect(refusalOf(bots, 'https://bot.example.gov.cn/hook?key=1')).toBeNull();
  expect(refusalOf(bots, 'http://10.1.2.3:8080/hook')).toBeNull();
  expect(refusalOf(bots, 'http://10.2.2.3/hook')).toContain('10.2.2.3:80 不在允许发送的名单里');
  expect(refusalOf(bots, 'http://169.254.169.254/')).toContain('MINQING_ALLOW_TARGETS');
  expect(refusalOf(bots, 'ftp://bot.example.gov.cn/')).toContain('http');
  expect(refusalOf(bots, 'https://a:b@bot.example.gov.cn/')).toContain('用户名');
  // A name may resolve into a network of the list: only the attempt can tell.
  expect(refusalOf(bots, 'https://desk.example.gov.cn/')).toBeNull();
  expect(refusalOf(parseAllowList([]), 'https://desk.example.gov.cn/')).toContain('desk.example.gov.cn:443');
});
