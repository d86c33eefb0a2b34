/** Frames as other tools take them and give them back: DICOM files of one frame, raw samples, PNM. Reads with dicom-parser. */
import { readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';
import { frameLength, type Image } from '../../src/pixel/image.js';
import type { TransferSyntax } from '../../src/standard/transfer-syntax.js';
import { element, fragments, type Node, part10 } from '../fixtures/writer.js';

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

export interface Frame {
  readonly image: Image;
  /** Samples where Pixel Data are native, else the joined fragments. */
  readonly bytes: Uint8Array;
  readonly encapsulated: boolean;
}

/** A Secondary Capture of one frame, of nobody. */
export function frameFile(syntax: TransferSyntax, image: Image, bytes: Uint8Array): Uint8Array {
  const padded = bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, 0);
  const colour: Node[] = image.samplesPerPixel === 1 ? [] : [element(0x00280006, 'US', image.planarConfiguration)];
  const vr = image.bitsAllocated > 8 ? 'OW' : 'OB';
  return part10({ transferSyntax: syntax.uid, sopClass: secondaryCapture }, [
    element(0x00080016, 'UI', secondaryCapture),
    element(0x00080018, 'UI', '2.999.1'),
    element(0x00080060, 'CS', 'OT'),
    element(0x0020000d, 'UI', '2.999.2'),
    element(0x0020000e, 'UI', '2.999.3'),
    element(0x00280002, 'US', image.samplesPerPixel),
    element(0x00280004, 'CS', image.photometricInterpretation),
    ...colour,
    element(0x00280010, 'US', image.rows),
    element(0x00280011, 'US', image.columns),
    element(0x00280100, 'US', image.bitsAllocated),
    element(0x00280101, 'US', image.bitsStored),
    element(0x00280102, 'US', image.highBit),
    element(0x00280103, 'US', image.pixelRepresentation),
    syntax.pixelData === 'encapsulated'
      ? fragments(0x7fe00010, 'OB', [new Uint8Array(0), padded])
      : element(0x7fe00010, vr, vr === 'OW' ? new Uint16Array(padded.slice().buffer) : padded),
  ]);
}

/** The frame of a file that another tool wrote. */
export function readFrame(file: string): Frame {
  const set = dicomParser.parseDicom(readFileSync(file));
  const number = (tag: string): number => set.uint16(tag) ?? 0;
  const image: Image = {
    rows: number('x00280010'),
    columns: number('x00280011'),
    samplesPerPixel: number('x00280002'),
    bitsAllocated: number('x00280100'),
    bitsStored: number('x00280101'),
    highBit: number('x00280102'),
    pixelRepresentation: number('x00280103') as 0 | 1,
    photometricInterpretation: set.string('x00280004') ?? '',
    planarConfiguration: number('x00280006') as 0 | 1,
    numberOfFrames: 1,
  };
  const { fragments: parts, dataOffset } = set.elements.x7fe00010!;
  const bytes = set.byteArray as Uint8Array;
  if (parts === undefined)
    return { image, bytes: Uint8Array.from(bytes.subarray(dataOffset, dataOffset + frameLength(image))), encapsulated: false };
  const joined = Buffer.concat(parts.map(({ position, length }) => bytes.subarray(position, position + length)));
  return { image, bytes: new Uint8Array(joined), encapsulated: true };
}

export function pnm(image: Image, samples: Uint8Array): Uint8Array {
  const head = `${image.samplesPerPixel === 1 ? 'P5' : 'P6'}\n${image.columns} ${image.rows}\n${2 ** image.bitsStored - 1}\n`;
  const body = Buffer.from(samples);
  return Buffer.concat([Buffer.from(head), image.bitsAllocated === 16 ? body.swap16() : body]);
}

/** Samples of a PNM, of one byte or two as its largest value demands. */
export function readPnm(file: string): Uint8Array {
  const all = readFileSync(file);
  const [head, largest] = /^P[56]\s+\d+\s+\d+\s+(\d+)\s/.exec(all.toString('latin1', 0, 60)) ?? [];
  if (head === undefined) throw new Error('no PNM');
  const body = Buffer.from(all.subarray(head.length));
  return new Uint8Array(Number(largest) > 255 ? body.swap16() : body);
}
