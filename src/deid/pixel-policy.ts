/**
 * What is done about text burned into the pixels of a file: by the profile's rules, else by the risk that its head shows. It sees no
 * pixels; and whoever cleans them asks nothing else.
 */
import { burnedInRisk, type ImageHead, showsHead } from '../standard/burned-in.js';
import { type PixelRule, pixelRuleOf, placedRectangles } from '../standard/pixel-rules.js';
import { tag } from '../standard/tag.js';
import type { CompiledRules, Rule } from './compile.js';

export type PixelFate =
  | { readonly kind: 'leave' }
  | { readonly kind: 'blank'; readonly rule: PixelRule }
  /** Text is to be sought in the pixels before anything is written. */
  | { readonly kind: 'look' }
  | { readonly kind: 'quarantine'; readonly detail: string };

const leave: PixelFate = { kind: 'leave' };

/** @param isSought whether the run seeks text in pixels (OCR) */
export function pixelFate(head: ImageHead, { basis, pixels }: Pick<CompiledRules, 'basis' | 'pixels'>, isSought: boolean): PixelFate {
  if (basis === 'none' || head.rows === 0 || head.columns === 0) return leave;
  const rule = pixelRuleOf(pixels, head);
  switch (rule?.action) {
    case 'keep':
      return leave;
    case 'blank':
      if (placedRectangles(rule.rectangles, head.rows, head.columns).length > 0) return { kind: 'blank', rule };
      return { kind: 'quarantine', detail: 'the rectangles that the profile blanks lie outside of the image' };
    case 'quarantine':
      return { kind: 'quarantine', detail: 'the profile sets such images aside' };
    case undefined:
      break;
    default:
      return rule!.action satisfies never;
  }
  const risk = burnedInRisk(head);
  if (risk === undefined) return leave;
  if (isSought) return { kind: 'look' };
  return { kind: 'quarantine', detail: riskDetails[risk] };
}

const riskDetails = {
  'burned-in-annotation': 'the image says that annotation is burned into its pixels',
  'burned-in-unknown': 'the image is of a kind that often has text burned into its pixels, and does not say that it has none',
} as const;

/** What an output states about its pixels. Plain data. */
export interface PixelStatement {
  /** Clean Pixel Data ran: Burned In Annotation (0028,0301) is NO, the option's code is stated (PS3.15 E.3.1). */
  readonly cleaned: boolean;
  /** A value of De-identification Method. */
  readonly method?: string;
  /** Recognizable Visual Features (0028,0302) is YES: nobody removed the face. */
  readonly recognizable: boolean;
}

/** How pixels were cleaned. OCR that blanks only what it matches leaves other text: then nothing is claimed but the method. */
export type PixelCleaning = 'rule' | 'ocr-blank' | 'ocr-match';

const methods: { readonly [how in PixelCleaning]: string } = {
  rule: 'pixels: rectangles of the profile are blanked',
  'ocr-blank': 'pixels: text found by OCR is blanked',
  'ocr-match': 'pixels: identifiers found by OCR are blanked',
};

export interface FeaturesHead {
  readonly sopClassUid: string;
  readonly bodyPartExamined?: string;
  readonly recognizableVisualFeatures?: string;
}

export function pixelStatement(head: FeaturesHead, how: PixelCleaning | undefined): PixelStatement {
  const { sopClassUid, bodyPartExamined = '', recognizableVisualFeatures = '' } = head;
  return {
    cleaned: how === 'rule' || how === 'ocr-blank',
    ...(how !== undefined && { method: methods[how] }),
    recognizable: recognizableVisualFeatures === '' && showsHead(sopClassUid, bodyPartExamined),
  };
}

const iconImageSequence = tag(0x00880200);

const iconGoes: Rule = Object.freeze<Rule>({
  action: 'drop',
  removal: 'X',
  vr: 'SQ',
  source: { table: 'radonym', code: 'X', reason: 'shows the pixels as they were before they were cleaned' },
});

/** Of a file whose pixels are cleaned: its icon would show them as they were, whatever a profile says. */
export function withoutIcons(rules: CompiledRules): CompiledRules {
  return { ...rules, rule: (one, as) => (one === iconImageSequence ? iconGoes : rules.rule(one, as)) };
}
