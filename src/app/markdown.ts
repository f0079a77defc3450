/** Markdown of lessons as HTML; loaded with the first lesson. HTML in the source is shown as text. */
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** A line may end anywhere in Chinese text: no space belongs there. */
const CHINESE_BREAK = /(?<=[\p{Script=Han}，。；：！？、）”])\n(?=[\p{Script=Han}（“])/gu;

export const toHtml = (source: string): string => markdown.render(source.replace(CHINESE_BREAK, ''));
