/** Markdown of lessons as HTML; loaded with the first lesson. HTML in the source is shown as text. */
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

export const toHtml = (source: string): string => markdown.render(source);
