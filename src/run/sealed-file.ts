/**
 * One file under a passphrase: AES-256-GCM with a key by scrypt (RFC 7914). Written and read as a stream; what is opened gets its name only when
 * every byte of it is authentic. It knows no state folder.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { guarded } from '../io/system-error.js';

const magic = 'radonym-sealed 1\n';
const saltSize = 16;
const nonceSize = 12;
const tagSize = 16;
/** Costs 128 MiB and about half a second a try. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };

/** One salt for the files of a state folder: the key is made once. */
export class Passphrase {
  readonly #text: string;
  readonly #keys = new Map<string, Buffer>();
  readonly salt = randomBytes(saltSize);

  constructor(text: string) {
    this.#text = text.normalize('NFKC');
  }

  key(salt: Uint8Array): Buffer {
    const known = Buffer.from(salt).toString('hex');
    const key = this.#keys.get(known) ?? scryptSync(this.#text, salt, 32, cost);
    this.#keys.set(known, key);
    return key;
  }
}

/** @param name binds the content to its place. @throws RadonymError run/state, io/no-space; nothing new remains then */
export function sealFile(from: string, to: string, name: string, passphrase: Passphrase): void {
  const nonce = randomBytes(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', passphrase.key(passphrase.salt), nonce).setAAD(Buffer.from(magic + name));
  whole(from, to, (input, write) => {
    write(Buffer.concat([Buffer.from(magic), passphrase.salt, nonce]));
    eachPiece(input, 0, fstatSync(input).size, (piece) => write(cipher.update(piece)));
    write(cipher.final());
    write(cipher.getAuthTag());
  });
}

/** @throws RadonymError run/passphrase, run/state, io/no-space; nothing new remains then */
export function openSealed(from: string, to: string, name: string, passphrase: Passphrase): void {
  whole(from, to, (input, write) => {
    const head = Buffer.alloc(magic.length + saltSize + nonceSize);
    const { size } = fstatSync(input);
    if (
      readSync(input, head, 0, head.length, 0) < head.length ||
      head.toString('latin1', 0, magic.length) !== magic ||
      size < head.length + tagSize
    )
      throw new RadonymError('run/state', 'a sealed file is damaged, or none');
    const [salt, nonce] = [head.subarray(magic.length, magic.length + saltSize), head.subarray(magic.length + saltSize)];
    const tag = Buffer.alloc(tagSize);
    readSync(input, tag, 0, tagSize, size - tagSize);
    const decipher = createDecipheriv('aes-256-gcm', passphrase.key(salt), nonce, { authTagLength: tagSize });
    decipher.setAAD(Buffer.from(magic + name)).setAuthTag(tag);
    eachPiece(input, head.length, size - tagSize, (piece) => write(decipher.update(piece)));
    try {
      write(decipher.final());
    } catch {
      throw new RadonymError('run/passphrase', 'the passphrase is another, or the sealed file was changed');
    }
  });
}

function whole(from: string, to: string, work: (input: number, write: (bytes: Uint8Array) => void) => void): void {
  const part = `${to}.part`;
  const input = guarded('run/state', 'a file of the state folder cannot be read', () => openSync(from, 'r'));
  try {
    rmSync(part, { force: true });
    const output = guarded('run/state', 'a file of the state folder cannot be made', () => openSync(part, 'wx', 0o600));
    try {
      work(input, (bytes) => guarded('run/state', 'a file of the state folder cannot be written', () => writeAll(output, bytes)));
      fsyncSync(output);
    } finally {
      closeSync(output);
    }
    guarded('run/state', 'a file of the state folder cannot get its name', () => renameSync(part, to));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(input);
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

function eachPiece(fd: number, from: number, to: number, take: (piece: Uint8Array) => void): void {
  const chunk = Buffer.alloc(limits.chunk);
  for (let at = from; at < to; ) {
    const read = guarded('run/state', 'a file of the state folder cannot be read', () =>
      readSync(fd, chunk, 0, Math.min(chunk.length, to - at), at),
    );
    if (read === 0) return;
    take(chunk.subarray(0, read));
    at += read;
  }
}
