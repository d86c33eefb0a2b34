/** What in a file may show a person where no attribute does: marks in pixels, overlays, icons, documents. From what the file says of itself. */
import { burnedInRisk, type ImageHead } from '../standard/burned-in.js';
import { sopClass } from '../standard/sop-class.js';
import type { Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';
import type { Risk } from './file-facts.js';

const recognizableVisualFeatures = 0x00280302;
const iconImageSequence = 0x00880200;
const encryptedAttributesSequence = 0x04000500;
const originalAttributesSequence = 0x04000561;

export class RiskReader {
  readonly #risks = new Set<Risk>();

  push(token: Token): void {
    switch (token.tag) {
      case recognizableVisualFeatures:
        if (token.kind === 'element' && asciiText(token.bytes, token.start, token.end) === 'YES')
          this.#risks.add('recognizable-visual-features');
        return;
      case iconImageSequence:
        if (token.kind === 'sequenceStart' && token.length !== 0) this.#risks.add('icon');
        return;
      case encryptedAttributesSequence:
        this.#risks.add('encrypted-attributes');
        return;
      case originalAttributesSequence:
        this.#risks.add('original-attributes');
        return;
      default:
        // (60xx,3000) Overlay Data.
        if ((token.tag & 0xff01ffff) >>> 0 === 0x60003000) this.#risks.add('overlay');
    }
  }

  result(head: ImageHead): Risk[] {
    const row = sopClass(head.sopClassUid);
    const risk = burnedInRisk(head);
    if (risk !== undefined) this.#risks.add(risk);
    if (row === undefined) this.#risks.add('private-sop-class');
    else if (row.category === 'secondary-capture') this.#risks.add('secondary-capture');
    else if (row.category === 'document') this.#risks.add('encapsulated-document');
    else if (row.category === 'structured-report') this.#risks.add('structured-report');
    else if (row.category === 'presentation') this.#risks.add('presentation');
    return [...this.#risks].sort();
  }
}
