/** The code on the screen is read back, as a camera would, by the library's other half. */
import fc from 'fast-check';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { totpSetupUri } from '@countersign/challenge-handlers/totp-setup-uri';
import { drawQrCode } from '../src/qr-code.ts';

const wide = { columns: 200, colors: 256 };
const uri = totpSetupUri({
  secretCode: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW',
  account: 'jane@example.com',
  issuer: 'eu-west-1_AbCdEf123',
});
const INK = /^\p{Cc}\[(?:38;5;232;48;5;231|30;47)m(?<cells>[ █▀▄]+)\p{Cc}\[0m$/u;

function draw(text: string, canvas = wide): readonly string[] {
  const code = drawQrCode(text, canvas);
  if ('obstacle' in code) throw new Error(code.obstacle);
  return code.lines;
}

/** What a camera sees: dark and light, 4 pixels a module, on a dark or a light desk. */
function look(lines: readonly string[], desk: 0 | 255): string {
  const cells = lines.map((line) => INK.exec(line)!.groups!['cells']!);
  const modules = cells.flatMap((row) =>
    ['█▀', '█▄'].map((dark) => Array.from(row).map((it) => dark.includes(it))),
  );
  const size = (modules[0]!.length + 8) * 4;
  const data = new Uint8Array(size * size * 3).fill(desk);
  modules.slice(0, modules[0]!.length).forEach((row, y) =>
    row.forEach((isDark, x) => {
      for (let dy = 0; dy < 4; dy += 1) {
        const at = ((y + 4) * 4 + dy) * size + (x + 4) * 4;
        data.fill(isDark ? 0 : 255, at * 3, (at + 4) * 3);
      }
    }),
  );
  return decodeQR({ width: size, height: size, data });
}

test.each([0, 255] as const)('is read on a desk of grey %i', (desk) => {
  expect(look(draw(uri), desk)).toBe(uri);
});

test('whatever the text, it is read back', () => {
  const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 150 });
  fc.assert(
    fc.property(text, (text) => {
      expect(look(draw(text), 0)).toBe(text);
    }),
    { numRuns: 20 },
  );
});

test('never wraps: it is as wide as it needs, or not there', () => {
  const columns = INK.exec(draw(uri)[0]!)!.groups!['cells']!.length;
  expect(columns).toBeLessThan(80);
  expect(draw(uri, { columns, colors: 256 })).toEqual(draw(uri));
  expect(drawQrCode(uri, { columns: columns - 1, colors: 256 })).toEqual({
    obstacle: `A QR code needs ${columns} columns here.`,
  });
});

test.each([1, 2])('with %i colours the screen may be dark or light: no code', (colors) => {
  expect(drawQrCode(uri, { columns: 200, colors })).toHaveProperty('obstacle');
});

test.each([8, 16, 256, 2 ** 24])('with %i colours, both are set', (colors) => {
  for (const line of draw(uri, { columns: 200, colors })) expect(line).toMatch(INK);
});
