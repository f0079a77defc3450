/** The tree of a template (package text/template/parse of Go). `at` is where a node stands; the text of one is `nodeText`. */
import { goQuote } from './quote.ts';

export interface NumberValue {
  /** The literal, as typed. */
  readonly text: string;
  readonly int: number | null;
  readonly uint: number | null;
  readonly float: number | null;
  /** Its imaginary part, when it is a complex number with one. */
  readonly complex: readonly [number, number] | null;
}

/** What a command is made of. */
export type Operand =
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'bool'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'number'; readonly at: number; readonly value: NumberValue }
  | { readonly kind: 'string'; readonly at: number; readonly value: string; readonly quoted: string }
  | { readonly kind: 'identifier'; readonly at: number; readonly name: string }
  | { readonly kind: 'field' | 'variable'; readonly at: number; readonly names: readonly string[] }
  | { readonly kind: 'chain'; readonly at: number; readonly node: Operand; readonly names: readonly string[] }
  | Pipe;

export interface CommandNode {
  readonly kind: 'command';
  readonly at: number;
  readonly args: readonly Operand[];
}

export interface Pipe {
  readonly kind: 'pipe';
  readonly at: number;
  readonly assign: boolean;
  readonly variables: readonly string[];
  readonly commands: readonly CommandNode[];
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly at: number; readonly pipe: Pipe }
  | {
      readonly kind: 'if' | 'range' | 'with';
      readonly at: number;
      readonly pipe: Pipe;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[] | null;
    }
  | { readonly kind: 'template'; readonly at: number; readonly name: string; readonly pipe: Pipe | null }
  | { readonly kind: 'break' | 'continue'; readonly at: number };

/** A node as Go writes it in its messages. */
export function nodeText(node: Operand | CommandNode | Node): string {
  switch (node.kind) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.value.text;
    case 'string':
      return node.quoted;
    case 'identifier':
      return node.name;
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return node.names.join('.');
    case 'chain':
      return `${inParentheses(node.node)}${node.names.map((name) => `.${name}`).join('')}`;
    case 'command':
      return node.args.map(inParentheses).join(' ');
    case 'pipe':
      return `${node.variables.length > 0 ? `${node.variables.join(', ')} := ` : ''}${node.commands.map(nodeText).join(' | ')}`;
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'template':
      return `{{template ${goQuote(node.name)}${node.pipe ? ` ${nodeText(node.pipe)}` : ''}}}`;
    default:
      return `{{${node.kind}}}`;
  }
}

const inParentheses = (node: Operand): string => (node.kind === 'pipe' ? `(${nodeText(node)})` : nodeText(node));
