import { expect, it } from 'vitest';
import { ALL_CAPABILITIES } from '../../fs/capabilities.ts';
import { completeHostConfig } from './config.ts';
import { capabilitiesOf, checkSecurity } from './rights.ts';

const effective = (asked: Parameters<typeof completeHostConfig>[0]): string =>
  capabilitiesOf(completeHostConfig(asked)).toString(16).padStart(16, '0');

// The masks are those of /proc/self/status in containers of a real engine.
it('gives root what Docker gives it', () => {
  expect(effective({})).toBe('00000000a80425fb');
  expect(effective({ CapDrop: ['ALL'] })).toBe('0000000000000000');
  expect(effective({ CapDrop: ['ALL'], CapAdd: ['NET_ADMIN', 'cap_chown'] })).toBe('0000000000001001');
  expect(effective({ CapAdd: ['NET_ADMIN'] })).toBe('00000000a80435fb');
  expect(capabilitiesOf(completeHostConfig({ Privileged: true }))).toBe(ALL_CAPABILITIES);
});

it('refuses security options that it does not know', () => {
  expect(() => checkSecurity(['no-new-privileges', 'seccomp=unconfined', 'label:disable'])).not.toThrow();
  expect(() => checkSecurity(['a=b'])).toThrow('invalid --security-opt 2: "a=b"');
});
