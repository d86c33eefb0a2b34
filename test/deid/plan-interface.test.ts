/** What stays of Varian's interface XML: listed elements with numbers, flags and known words, and a length that is true. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanInterface } from '../../src/deid/plan-interface.js';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('latin1');
const filter = (text: string): string | undefined => textOf(new PlanInterface().data(bytesOf(text), 0, text.length))?.trimEnd();

const beam = (inside: string): string =>
  `<ExtendedVAPlanInterface Version="1"><Beams><Beam>${inside}</Beam></Beams></ExtendedVAPlanInterface>`;
const whole =
  '<?xml version="1.0" encoding="utf-8"?><ExtendedVAPlanInterface Version="1"><Beams><Beam><ReferencedBeamNumber>1</ReferencedBeamNumber>' +
  '<BeamExtension><FieldOrder>2</FieldOrder><GantryRtnExtendedStart>false</GantryRtnExtendedStart><GantryRtnExtendedStop>true' +
  '</GantryRtnExtendedStop></BeamExtension></Beam></Beams><ToleranceTables><ToleranceTable><ReferencedToleranceTableNumber>1' +
  '</ReferencedToleranceTableNumber><ToleranceTableExtension><CollXSetup>Automatic</CollXSetup><CollYSetup>Automatic</CollYSetup><GantryRtnSetup>Manual</GantryRtnSetup>' +
  '</ToleranceTableExtension></ToleranceTable></ToleranceTables><DoseReferences><DoseReference><ReferencedDoseReferenceNumber>1' +
  '</ReferencedDoseReferenceNumber><DoseReferenceExtension><DailyDoseLimit>2.5</DailyDoseLimit><SessionDoseLimit>2</SessionDoseLimit>' +
  '</DoseReferenceExtension></DoseReference></DoseReferences></ExtendedVAPlanInterface>';

describe('the document', () => {
  test('of the known schema stays as it is', () => expect(filter(whole)).toBe(whole));
  test.each([
    ['Windows-1252', `<?xml version='1.0' encoding='Windows-1252'?>\n${beam('')}`],
    ['no declaration', beam('')],
    ['line ends and indents', beam('\r\n  <ReferencedBeamNumber>1</ReferencedBeamNumber>\r\n')],
    ['an empty extension', beam('<BeamExtension/>')],
  ])('%s stays', (_, text) => expect(filter(text)).toBe(text));
  test.each([
    ['an element that is not listed', '<Name>DOE<Deep a="DOE">DOE</Deep></Name>'],
    ['a listed element in another place', '<DailyDoseLimit>2</DailyDoseLimit>'],
    ['text between elements', ' DOE '],
    ['a comment', '<!-- DOE > -->'],
    ['a processing instruction', '<?doe DOE ?>'],
    ['a CDATA section', '<![CDATA[DOE <Beam>]]>'],
    ['a number with letters', '<ReferencedBeamNumber>1 DOE</ReferencedBeamNumber>'],
    ['a number as long as an ID', '<ReferencedBeamNumber>12345678</ReferencedBeamNumber>'],
    ['a number with a comment in it', '<ReferencedBeamNumber>1<!-- DOE --></ReferencedBeamNumber>'],
    ['a number in CDATA', '<ReferencedBeamNumber><![CDATA[1]]></ReferencedBeamNumber>'],
    ['a number as entities', '<ReferencedBeamNumber>&#49;</ReferencedBeamNumber>'],
    ['a number with an element in it', '<ReferencedBeamNumber>1<b>DOE</b></ReferencedBeamNumber>'],
    ['an element called as a property of objects', '<constructor>DOE</constructor><__proto__>DOE</__proto__>'],
    ['an element of another name space', '<x:ReferencedBeamNumber>1</x:ReferencedBeamNumber>'],
  ])('%s goes', (_, inside) => expect(filter(beam(inside))?.replace(/ +(?=<)/g, '')).toBe(beam('')));
  test('attributes that are not listed go, listed ones with another value too', () => {
    expect(filter(beam('').replace('<Beam>', '<Beam id="DOE" x:y=\'>\'>'))).toBe(beam(''));
    expect(filter(beam('').replace('Version="1"', 'Version="DOE" xmlns="urn:doe"'))).toBe(beam('').replace(' Version="1"', ''));
  });
  test.each([
    ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "DOE">]>${beam('')}`],
    ['another root', '<Plan><Beams/></Plan>'],
    ['a second root', beam('') + beam('')],
    ['text around the root', `DOE${beam('')}`],
    ['an element that does not close', beam('').slice(0, -3)],
    ['elements that cross', beam('<a><b></a></b>')],
    ['a comment that does not close', beam('<!-- ')],
    ['a name that is none', beam('<1>')],
    ['an attribute without quotes', beam('<a b=c/>')],
    ['UTF-16', [...beam('')].join('\0')],
    ['another encoding', `<?xml version="1.0" encoding="utf-7"?>${beam('')}`],
    ['nothing', ''],
    ['blanks', '  '],
    ['elements a hundred thousand deep', `<ExtendedVAPlanInterface>${'<Beams>'.repeat(100_000)}`],
  ])('with %s is refused whole', (_, text) => expect(filter(text)).toBeUndefined());
  test('hostile length costs no more than its length', () => {
    const spaces = ' '.repeat(200_000);
    expect(filter(beam(`<FieldOrder>1${spaces}x</FieldOrder>`))).toBeDefined();
    expect(filter(beam(`<BeamExtension><FieldOrder>1${spaces}x</FieldOrder></BeamExtension>`))).toBe(
      beam('<BeamExtension></BeamExtension>'),
    );
    expect(filter(beam(`<a${spaces}b${spaces}=${spaces}"c"${spaces}/>`))).toBe(beam(''));
    expect(filter(beam('<'.repeat(200_000)))).toBeUndefined();
    expect(filter(`<ExtendedVAPlanInterface>${'<a/>'.repeat(50_000)}</ExtendedVAPlanInterface>`)).toBeDefined();
  }, 20_000);
  test('whatever it is made of, what stays is a fixed point and holds no word of the input but the schema’s', () => {
    const piece = fc.constantFrom(
      '<Beams>',
      '</Beams>',
      '<Beam>',
      '</Beam>',
      '<BeamExtension>',
      '</BeamExtension>',
      '<FieldOrder>',
      '</FieldOrder>',
      '1',
      'DOE',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '?>',
      '&amp;',
      '<DOE a="DOE">',
      '</DOE>',
      '<DOE/>',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const out = filter(`<ExtendedVAPlanInterface>${pieces.join('')}</ExtendedVAPlanInterface>`);
        if (out === undefined) return;
        expect(out).not.toContain('DOE');
        expect(filter(out)).toBe(out);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the length', () => {
  const cut = '<Note>DOE</Note>';
  const run = (document: string, tail: string, stated: number | string): readonly [number | undefined, string | undefined] => {
    const planInterface = new PlanInterface();
    const bytes = bytesOf(document + tail);
    const data = planInterface.data(bytes, 0, bytes.length);
    return [data?.length, textOf(planInterface.length(String(stated)))?.trim()];
  };
  const odd = beam(`${cut}<ReferencedBeamNumber>1</ReferencedBeamNumber>`);
  const even = beam(`${cut} <ReferencedBeamNumber>1</ReferencedBeamNumber>`);
  const left = (text: string): number => text.length - cut.length;
  test.each([
    ['the document alone', odd, ' ', odd.length, left(odd)],
    ['its padding', odd, ' ', odd.length + 1, left(odd) + 1],
    ['a line end', even, '\r\n', even.length + 2, left(even) + 2],
    ['no line end', even, '\r\n', even.length, left(even)],
    ['one of two pads', odd, '\r\n ', odd.length + 2, left(odd) + 2],
    ['NULs', even, '\0\0', even.length + 2, left(even) + 2],
    ['more than there is', even, '', 99_999, left(even)],
    ['less than there is', even, '', 3, left(even)],
    ['no number', even, '', 'DOE', left(even)],
  ] as const)('counts %s as before', (_, document, tail, stated, expected) => {
    const [written, length] = run(document, tail, stated);
    expect(Number(length)).toBe(expected);
    expect(written! % 2).toBe(0);
  });
  test('and the format go with data that go', () => {
    const planInterface = new PlanInterface();
    expect(planInterface.data(bytesOf('DOE '), 0, 4)).toBeUndefined();
    expect([planInterface.length('4'), planInterface.format('ExtendedIF')]).toEqual([undefined, undefined]);
  });
  test('the format is one of two words', () => {
    const planInterface = new PlanInterface();
    planInterface.data(bytesOf(whole), 0, whole.length);
    expect([planInterface.format('ExtendedIF '), planInterface.format('DOE')].map(textOf)).toEqual(['ExtendedIF', undefined]);
  });
});
