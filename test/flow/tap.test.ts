/** Values that name an output are read in the character set of their data set. */
import { expect, test } from 'vitest';
import { Tap, tapped } from '../../src/flow/tap.js';
import { explicitLittle } from '../../src/wire/token.js';
import { element, encode } from '../support/bytes.js';
import { feed } from '../support/tokens.js';

const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'));

function tap(charset: string, name: Uint8Array): Tap {
  const kept = new Tap(tapped(['PatientName']));
  const bytes = encode([
    ...(charset === '' ? [] : [element(0x00080005, 'CS', charset)]),
    element(0x00080018, 'UI', '1.2.3'),
    element(0x00100010, 'PN', name),
  ]);
  feed(bytes, { encoding: explicitLittle }, [bytes.length], (token) => kept.push(token));
  return kept;
}

test.each([
  ['ISO_IR 100', '5a6feb5e4120', 'Zoë^A'],
  ['ISO_IR 192', '5a6fc3ab5e41', 'Zoë^A'],
  ['\\ISO 2022 IR 100', '5a6f1b2d41eb5e41', 'Zoë^A'],
  ['\\ISO 2022 IR 87', '1b24423b3345441b2842', '山田'],
  ['', '5a6f655e4100', 'Zoe^A'],
])('in %j', (charset, digits, name) => {
  const kept = tap(charset, hex(digits));
  expect(kept.value('PatientName')).toBe(name);
  expect(kept.value('SOPInstanceUID')).toBe('1.2.3');
});
