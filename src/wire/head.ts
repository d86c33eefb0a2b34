/** What later decisions need to know of a data set before its first token passes: read from its first groups. It judges nothing. */
import { readUint16 } from './element-header.js';
import { ShortValues } from './short-values.js';
import type { Token } from './token.js';
import { asciiText } from './value.js';

/** Texts are trimmed, '' when absent, bytes beyond ASCII as ISO 8859-1. */
export interface Head {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
  readonly modality: string;
  readonly patientId: string;
  readonly issuerOfPatientId: string;
  /** All its values, as in the file. */
  readonly specificCharacterSet: string;
  readonly patientIdentityRemoved: string;
  readonly imageType: string;
  readonly manufacturer: string;
  readonly institutionName: string;
  readonly stationName: string;
  readonly studyDescription: string;
  readonly seriesDescription: string;
  readonly manufacturerModelName: string;
  readonly bodyPartExamined: string;
  readonly softwareVersions: string;
  readonly deidentificationMethod: string;
  /** 0 when absent. */
  readonly pixelRepresentation: number;
  /** 16 when absent. */
  readonly bitsAllocated: number;
  /** 0 when absent, as the numbers below. */
  readonly rows: number;
  readonly columns: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly planarConfiguration: number;
  /** 1 when absent. */
  readonly samplesPerPixel: number;
  readonly numberOfFrames: string;
  readonly photometricInterpretation: string;
  readonly conversionType: string;
  readonly burnedInAnnotation: string;
  readonly recognizableVisualFeatures: string;
}

const keyOf = new Map<number, keyof Head>([
  [0x00080005, 'specificCharacterSet'],
  [0x00080008, 'imageType'],
  [0x00080016, 'sopClassUid'],
  [0x00080018, 'sopInstanceUid'],
  [0x00080060, 'modality'],
  [0x00080064, 'conversionType'],
  [0x00080070, 'manufacturer'],
  [0x00080080, 'institutionName'],
  [0x00081010, 'stationName'],
  [0x00081030, 'studyDescription'],
  [0x0008103e, 'seriesDescription'],
  [0x00081090, 'manufacturerModelName'],
  [0x00100020, 'patientId'],
  [0x00100021, 'issuerOfPatientId'],
  [0x00120062, 'patientIdentityRemoved'],
  [0x00120063, 'deidentificationMethod'],
  [0x00180015, 'bodyPartExamined'],
  [0x00181020, 'softwareVersions'],
  [0x0020000d, 'studyInstanceUid'],
  [0x0020000e, 'seriesInstanceUid'],
  [0x00200052, 'frameOfReferenceUid'],
  [0x00280004, 'photometricInterpretation'],
  [0x00280008, 'numberOfFrames'],
  [0x00280301, 'burnedInAnnotation'],
  [0x00280302, 'recognizableVisualFeatures'],
]);
const numberOf = new Map<number, keyof ImageNumbers>([
  [0x00280002, 'samplesPerPixel'],
  [0x00280006, 'planarConfiguration'],
  [0x00280010, 'rows'],
  [0x00280011, 'columns'],
  [0x00280100, 'bitsAllocated'],
  [0x00280101, 'bitsStored'],
  [0x00280102, 'highBit'],
  [0x00280103, 'pixelRepresentation'],
]);
const last = 0x00280302;

type ImageNumbers = Pick<
  Head,
  'samplesPerPixel' | 'planarConfiguration' | 'rows' | 'columns' | 'bitsAllocated' | 'bitsStored' | 'highBit' | 'pixelRepresentation'
>;

const noNumbers: ImageNumbers = {
  samplesPerPixel: 1,
  planarConfiguration: 0,
  rows: 0,
  columns: 0,
  bitsAllocated: 16,
  bitsStored: 0,
  highBit: 0,
  pixelRepresentation: 0,
};

/** Collects a Head from tokens of one data set: the root one, or items of a depth. */
export class HeadReader {
  /** All that makes a Head has passed. */
  done = false;
  readonly #texts = new Map<keyof Head, string>();
  readonly #numbers: { -readonly [Name in keyof ImageNumbers]: number } = { ...noNumbers };
  readonly #depth: number;

  constructor(depth = 0) {
    this.#depth = depth;
  }

  push(token: Token): void {
    if (token.depth !== this.#depth) return;
    if (token.tag > last) {
      this.done = true;
      return;
    }
    if (token.kind !== 'element') return;
    const key = keyOf.get(token.tag);
    if (key !== undefined) this.#texts.set(key, trimmed(token.bytes, token.start, token.end));
    else if (token.tag >>> 16 === 0x28 && token.end - token.start >= 2) {
      const name = numberOf.get(token.tag);
      if (name !== undefined) this.#numbers[name] = readUint16(token.bytes, token.start, token.encoding.bigEndian);
    }
  }

  result(): Head {
    const text = (key: keyof Head): string => this.#texts.get(key) ?? '';
    return {
      sopClassUid: text('sopClassUid'),
      sopInstanceUid: text('sopInstanceUid'),
      studyInstanceUid: text('studyInstanceUid'),
      seriesInstanceUid: text('seriesInstanceUid'),
      frameOfReferenceUid: text('frameOfReferenceUid'),
      modality: text('modality'),
      patientId: text('patientId'),
      issuerOfPatientId: text('issuerOfPatientId'),
      specificCharacterSet: text('specificCharacterSet'),
      patientIdentityRemoved: text('patientIdentityRemoved'),
      imageType: text('imageType'),
      manufacturer: text('manufacturer'),
      institutionName: text('institutionName'),
      stationName: text('stationName'),
      studyDescription: text('studyDescription'),
      seriesDescription: text('seriesDescription'),
      manufacturerModelName: text('manufacturerModelName'),
      bodyPartExamined: text('bodyPartExamined'),
      softwareVersions: text('softwareVersions'),
      deidentificationMethod: text('deidentificationMethod'),
      numberOfFrames: text('numberOfFrames'),
      photometricInterpretation: text('photometricInterpretation'),
      conversionType: text('conversionType'),
      burnedInAnnotation: text('burnedInAnnotation'),
      recognizableVisualFeatures: text('recognizableVisualFeatures'),
      ...this.#numbers,
    };
  }
}

/** The least that a UID or an ID of a readable file could be cut to. */
const longestText = 1024;

function trimmed(bytes: Uint8Array, start: number, end: number): string {
  let first = start;
  while (first < end && bytes[first] === 0x20) first++;
  const last = Math.min(end, first + longestText);
  // Most are the same in the next file: one text stands for them all.
  const known = texts.get(bytes, first, last);
  if (known !== undefined) return known;
  const text = asciiText(bytes, first, last);
  texts.set(bytes, first, last, text);
  return text;
}

const texts = new ShortValues<string>();

/** Of a file that could not be read. */
export const emptyHead: Head = Object.freeze(new HeadReader().result());
