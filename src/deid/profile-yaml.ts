/** Reads YAML: data whose every scalar is a string, where each part stands, and all that is wrong with the text. It knows no profile. */
import { type Document, isNode, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';

/** Something wrong in a text. */
export interface Problem {
  /** Undefined where no line is to blame. */
  readonly line: number | undefined;
  readonly message: string;
}

export interface YamlText {
  /** Null-prototype or plain objects, arrays, strings and null; undefined when the text is broken. */
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** Line of the part at a path, or of the nearest part around it. */
  lineAt(path: readonly PropertyKey[]): number | undefined;
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  // Failsafe: every scalar is a string, so that 300A,00C2 or 00100020 never turns into a number.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    line: lineOf(error.pos[0]),
    message: words(error),
  }));
  if (problems.length === 0) problems.push(...refused(document, lineOf));
  return {
    data: problems.length > 0 ? undefined : (document.toJS() as unknown),
    problems: problems.filter(
      ({ line, message }, at) => problems.findIndex((other) => other.line === line && other.message === message) === at,
    ),
    lineAt(path) {
      for (let length = path.length; length >= 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineOf(node.range[0]);
      }
      return undefined;
    },
  };
}

/** What YAML allows and a profile does not: an alias would let a small file unfold into a large one. */
function refused(document: Document, lineOf: (offset: number) => number): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias: (_, node) => {
      problems.push({
        line: node.range ? lineOf(node.range[0]) : undefined,
        message: /[),]$/.test(node.source)
          ? 'an asterisk here begins a YAML alias: write a private block in quotes, \'(gggg,"Creator",*)\''
          : 'a profile takes no YAML aliases',
      });
    },
    Pair: (_, { key }) => {
      if (isNode(key) && !('value' in key))
        problems.push({ line: key.range ? lineOf(key.range[0]) : undefined, message: 'a key must be a word' });
    },
  });
  return problems;
}

function words({ code, message }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'the same key stands here twice; write it once';
    case 'TAB_AS_INDENT':
      return 'YAML is indented with spaces, not with tabs';
    case 'MULTIPLE_DOCS':
      return 'a profile is one YAML document';
    case 'RESOURCE_EXHAUSTION':
      return 'nested too deeply';
    case 'TAG_RESOLVE_FAILED':
      return 'a profile takes no YAML tags (words that begin with !)';
    case 'UNEXPECTED_TOKEN':
    case 'BAD_SCALAR_START':
      return `${message}: a text with one of { } [ ] , & * ! | > @ % \` " or a colon has to stand in quotes`;
    default:
      return message;
  }
}
