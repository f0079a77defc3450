import type { ArithmeticFor, Case, CompoundCommand, CompoundList, For, If, Select, TestExpression, While } from 'unbash';
import { traceWords } from './command.ts';
import { LoopJump, ShellError } from './control.ts';
import { arithmeticText, expandPattern, expandRegExp, expandText, expandWords } from './expand.ts';
import { asCondition, breathe, failed, lineOf, runList } from './interpret.ts';
import { retry, writeText } from './io.ts';
import { arithmetic, assign } from './parameters.ts';
import { compilePattern, compileRegExp } from './pattern.ts';
import type { Shell } from './shell.ts';
import { binaryTest, unaryTest } from './test.ts';
import { textWidth } from './width.ts';

async function loopBody(sh: Shell, body: CompoundList): Promise<'next' | 'break'> {
  sh.loopDepth++;
  try {
    await breathe(sh);
    await runList(sh, body);
    return 'next';
  } catch (error) {
    if (!(error instanceof LoopJump)) throw error;
    if (error.levels > 1 && sh.loopDepth > 1) {
      error.levels--;
      throw error;
    }
    sh.status = 0;
    return error.kind === 'break' ? 'break' : 'next';
  } finally {
    sh.loopDepth--;
  }
}

async function runIf(sh: Shell, node: If): Promise<number> {
  for (const branch of [node, ...node.elif])
    if ((await asCondition(sh, () => runList(sh, branch.clause))) === 0) return runList(sh, branch.then);
  return node.else ? runList(sh, node.else) : 0;
}

async function runWhile(sh: Shell, node: While): Promise<number> {
  let status = 0;
  for (;;) {
    let test = 0;
    try {
      sh.loopDepth++;
      test = await asCondition(sh, () => runList(sh, node.clause));
    } catch (error) {
      if (!(error instanceof LoopJump)) throw error;
      if (error.levels > 1) {
        error.levels--;
        throw error;
      }
      if (error.kind === 'break') return 0;
      continue;
    } finally {
      sh.loopDepth--;
    }
    if ((test === 0) !== (node.kind === 'while')) return status;
    if ((await loopBody(sh, node.body)) === 'break') return sh.status;
    status = sh.status;
  }
}

async function runFor(sh: Shell, node: For): Promise<number> {
  const values = node.wordlist ? await expandWords(sh, node.wordlist) : [...sh.args];
  if (!/^[A-Za-z_]\w*$/.test(node.name.text))
    throw new ShellError(
      sh.flavour.kind === 'bash' ? `\`${node.name.text}': not a valid identifier` : 'syntax error: bad for loop variable',
    );
  sh.status = 0;
  for (const value of values) {
    if (sh.flavour.kind === 'bash')
      await traceWords(sh, [`for ${node.name.text} in ${(node.wordlist ?? []).map((word) => word.text).join(' ')}`], []);
    assign(sh, node.name.text, value);
    if ((await loopBody(sh, node.body)) === 'break') break;
  }
  return sh.status;
}

async function runArithmeticFor(sh: Shell, node: ArithmeticFor): Promise<number> {
  // The three expressions are evaluated from their source: their `$` expansions happen each time.
  const head = sh.source.text.slice(node.pos, node.body.pos);
  const inner = /\(\((.*?)\)\)\s*(?:;|\n|\s)*(?:do|\{)?\s*$/s.exec(head)?.[1] ?? ';;';
  const [first = '', test = '', step = ''] = inner.split(';');
  sh.status = 0;
  await arithmeticText(sh, first);
  while (test.trim() === '' || (await arithmeticText(sh, test)) !== 0n) {
    if ((await loopBody(sh, node.body)) === 'break') break;
    await arithmeticText(sh, step);
  }
  return sh.status;
}

/** The choices in columns, with tabs between them, as bash's `print_select_list` lays them out. */
function selectMenu(values: readonly string[], width: number): string {
  const digits = (n: number): number => String(n).length;
  const cell = Math.max(0, ...values.map(textWidth)) + digits(values.length) + 4;
  const across = Math.max(1, Math.floor(width / cell));
  let down = Math.max(1, Math.ceil(values.length / across));
  if (down === 1) down = values.length;
  let out = '';
  for (let row = 0; row < down; row++) {
    let pos = 0;
    for (let i = row; i < values.length; i += down) {
      const text = `${String(i + 1).padStart(digits(pos === 0 ? down : values.length))}) ${values[i]}`;
      out += text;
      if (i + down >= values.length) break;
      let at = pos + textWidth(text);
      pos += cell;
      while (at < pos) {
        const tab = pos >> 3 > at >> 3;
        out += tab ? '\t' : ' ';
        at += tab ? 8 - (at & 7) : 1;
      }
    }
    out += '\n';
  }
  return out;
}

async function runSelect(sh: Shell, node: Select): Promise<number> {
  const values = node.wordlist ? await expandWords(sh, node.wordlist) : [...sh.args];
  const menu = selectMenu(values, Number(sh.vars.get('COLUMNS')) || (sh.sys.isatty(0) && sh.sys.winsize(0).cols) || 80);
  let show = true;
  for (;;) {
    await writeText(sh.sys, 2, (show ? menu : '') + (sh.vars.get('PS3') ?? '#? '));
    let line = '';
    for (;;) {
      const byte = await retry(() => sh.sys.read(0, 1));
      if (byte.length === 0) {
        await writeText(sh.sys, 2, '\n');
        return 1;
      }
      const c = String.fromCharCode(byte[0] ?? 0);
      if (c === '\n') break;
      line += c;
    }
    assign(sh, 'REPLY', line);
    show = line === '';
    if (show) continue;
    assign(sh, node.name.text, values[Number(line.trim()) - 1] ?? '');
    if ((await loopBody(sh, node.body)) === 'break') return sh.status;
  }
}

async function runCase(sh: Shell, node: Case): Promise<number> {
  const value = await expandText(sh, node.word);
  const flags = sh.shopts.has('nocasematch') ? 'i' : '';
  if (sh.flavour.kind === 'bash') await traceWords(sh, [`case ${value} in`], []);
  sh.status = 0;
  let falling = false;
  for (const item of node.items) {
    let hit = falling;
    for (const pattern of hit ? [] : item.pattern) {
      hit = compilePattern(await expandPattern(sh, pattern), flags).test(value);
      if (hit) break;
    }
    if (!hit) continue;
    await runList(sh, item.body);
    falling = item.terminator === ';&';
    if (item.terminator !== ';&' && item.terminator !== ';;&') break;
  }
  return sh.status;
}

async function conditional(sh: Shell, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return conditional(sh, node.expression);
    case 'TestNot':
      return (await conditional(sh, node.operand)) !== (node.negations.length % 2 === 1);
    case 'TestLogical':
      for (const operand of node.operands) if ((await conditional(sh, operand)) !== (node.operator === '&&')) return node.operator !== '&&';
      return node.operator === '&&';
    case 'TestUnary':
      return unaryTest(sh.sys, node.operator, await expandText(sh, node.operand), sh);
    case 'TestBinary': {
      const left = await expandText(sh, node.left);
      const flags = sh.shopts.has('nocasematch') ? 'i' : '';
      switch (node.operator) {
        case '=':
        case '==':
        case '!=':
          return compilePattern(await expandPattern(sh, node.right), flags).test(left) !== (node.operator === '!=');
        case '=~': {
          let expression: RegExp;
          try {
            expression = compileRegExp(await expandRegExp(sh, node.right), flags);
          } catch {
            throw new InvalidRegExp();
          }
          const m = expression.exec(left);
          sh.vars.setArrayQuietly('BASH_REMATCH', m ? [...m].map((group) => group ?? '') : []);
          return m !== null;
        }
        case '-eq':
        case '-ne':
        case '-lt':
        case '-le':
        case '-gt':
        case '-ge': {
          const a = arithmetic(sh, left);
          const b = arithmetic(sh, await expandText(sh, node.right));
          return { '-eq': a === b, '-ne': a !== b, '-lt': a < b, '-le': a <= b, '-gt': a > b, '-ge': a >= b }[node.operator];
        }
        default:
          return binaryTest(sh.sys, left, node.operator, await expandText(sh, node.right));
      }
    }
  }
}

class InvalidRegExp extends Error {}

/** Runs a compound command other than `( … )`; gives its status. */
export async function runCompound(sh: Shell, node: Exclude<CompoundCommand, { type: 'Subshell' }>): Promise<number> {
  switch (node.type) {
    case 'BraceGroup':
      return runList(sh, node.body);
    case 'If':
      return runIf(sh, node);
    case 'While':
      return runWhile(sh, node);
    case 'For':
      return runFor(sh, node);
    case 'ArithmeticFor':
      return runArithmeticFor(sh, node);
    case 'Select':
      return runSelect(sh, node);
    case 'Case':
      return runCase(sh, node);
    case 'ArithmeticCommand':
    case 'TestCommand':
      sh.line = lineOf(sh, node.pos);
      try {
        if (node.type === 'TestCommand') sh.status = (await conditional(sh, node.expression)) ? 0 : 1;
        else sh.status = (await arithmeticText(sh, node.body)) === 0n ? 1 : 0;
      } catch (error) {
        if (error instanceof InvalidRegExp) sh.status = 2;
        else if (error instanceof ShellError && node.type === 'ArithmeticCommand') {
          await writeText(sh.sys, 2, `${sh.errorPrefix}: line ${sh.line}: ((: ${error.message}\n`);
          sh.status = 1;
        } else throw error;
      }
      return failed(sh);
  }
}
