/** Where tokens go: straight on, or through the private groups whose elements they are part of. It judges nothing. */
import type { Emit, Token } from '../wire/token.js';
import type { Creator, PrivateGroup } from './private-blocks.js';

export class Routes {
  emit: Emit = () => {};
  /** Innermost last: a kept private sequence may hold private groups of its own. */
  readonly #open: { readonly group: PrivateGroup; readonly creator: Creator }[] = [];

  open(group: PrivateGroup, creator: Creator): void {
    this.#open.push({ group, creator });
  }

  close(): void {
    this.#open.pop();
  }

  send(token: Token): void {
    if (this.#open.length === 0) this.emit(token);
    else this.#through(token, this.#open.length - 1);
  }

  #through(token: Token, at: number): void {
    const route = this.#open[at];
    if (route === undefined) this.emit(token);
    else route.group.put(token, route.creator, (further) => this.#through(further, at - 1));
  }
}
