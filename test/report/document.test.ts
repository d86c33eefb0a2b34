import { expect, test } from 'vitest';
import { documentHtml, documentMarkdown, type Section, type TextDocument } from '../../src/report/document.js';

const of = (...sections: readonly Section[]): TextDocument => ({ title: 'Title', about: ['About it.'], sections });
const one = (...blocks: Section['blocks']): TextDocument => of({ number: '1', title: 'One', blocks });
const table = (rows: readonly (readonly string[])[]) => ({ caption: 'Rows', head: ['a', 'b'], rows });

test.each([
  ['a section is a heading with an anchor', one({ text: 'words' }), '<a id="s1"></a>\n\n## 1 One\n\nwords\n'],
  ['a deeper number is a deeper heading', of({ number: '7.2.1', title: 'Deep', blocks: [] }), '#### 7.2.1 Deep\n'],
  ['and stands deeper in the contents', of({ number: '7.2', title: 'Deep', blocks: [] }), '\n  - [7.2 Deep](#s7-2)\n'],
  ['a list has an item a line', one({ list: ['x', 'y'] }), '\n- x\n- y\n'],
  ['a table has its caption', one(table([['1', '2']])), '**Rows**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n'],
  ['a bar in a cell ends no cell', one(table([['1|2', 'x']])), '| 1\\|2 | x |\n'],
  ['nor does a line end', one(table([['1\n2', 'x']])), '| 1 2 | x |\n'],
  ['a table without rows is a sentence', one(table([])), 'Rows: none.\n'],
])('Markdown: %s', (_, document, expected) => expect(documentMarkdown(document)).toContain(expected));

test.each([
  ['text is text', one({ text: 'a < b & "c" > d' }), '<p>a &#60; b &#38; &#34;c&#34; &#62; d</p>'],
  ['code is code', one({ text: 'by `--to <x>`' }), '<p>by <code>--to &#60;x&#62;</code></p>'],
  ['in captions too', one({ caption: '`x`', head: ['a'], rows: [['1']] }), '<caption><code>x</code></caption>'],
  ['cells are escaped', one(table([['<i>', '']])), '&#60;i&#62;'],
  ['a table without rows is a sentence', one(table([])), '<p>Rows: none.</p>'],
  ['the contents lead to the sections', of({ number: '7.2', title: 'Deep', blocks: [] }), '<a href="#s7-2">7.2 Deep</a>'],
  ['which are there', of({ number: '7.2', title: 'Deep', blocks: [] }), '<section id="s7-2"><h3>7.2 Deep</h3>'],
  [
    'a long keyword may break',
    one({ text: 'PatientBreedCodeSequenceOfAll' }),
    'Patient<wbr/>Breed<wbr/>Code<wbr/>Sequence<wbr/>Of<wbr/>All',
  ],
  ['a short one does not', one({ text: 'PatientName' }), '<p>PatientName</p>'],
])('HTML: %s', (_, document, expected) => expect(documentHtml(document)).toContain(expected));

test('no heading is deeper than HTML has', () => {
  expect(documentHtml(of({ number: '1.1.1.1.1.1', title: 'Deep', blocks: [] }))).toContain('<h6>');
});
