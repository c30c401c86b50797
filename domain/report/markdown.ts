/** Blocks as GitHub-flavoured Markdown. Text is text: nothing in it becomes markup. */
import type { ReportBlock, TableBlock } from './blocks.ts';

/** Where the drawn chart lies, beside the report. */
const CHART_FILE = 'chart.png';

export function toMarkdown(blocks: readonly ReportBlock[]): string {
  return `${blocks.map(blockMarkdown).join('\n\n')}\n`;
}

function blockMarkdown(block: ReportBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'banner':
      return `> **${escaped(block.text)}**`;
    case 'paragraph':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'table':
      return tableMarkdown(block);
    case 'chart':
      return `![${escaped(block.caption)}](${CHART_FILE})`;
    default:
      return block satisfies never;
  }
}

function tableMarkdown({ header, align, rows }: TableBlock): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const ruler = `| ${align.map((side) => (side === 'right' ? '---:' : '---')).join(' | ')} |`;
  return [line(header), ruler, ...rows.map(line)].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/[\\`*[\]<>|#]/g, (mark) => `\\${mark}`)
    .replace(/^(\d+)\. /, '$1\\. ')
    .replace(/^([-+]) /, '\\$1 ');
}
