/** 打开镜像归档时的文字（简体中文）。 */
import type { ArchiveMessages } from './messages.en.ts';

const named = (file: string): string => (file === '' ? '归档文件' : ` ${file} `);
const short = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

export const zhCN: ArchiveMessages = {
  open: '打开镜像归档…',
  openShort: '打开…',
  openHint: 'docker save 导出的 tar 或 OCI 布局，也可以是 .tar.gz。直接拖到页面上也行；文件不会离开这台电脑。',
  drop: '松开鼠标，查看归档里的镜像层',
  unpacking: (file) => `正在解压 ${file}`,
  reading: (file) => `正在读取并校验 ${file}`,
  progress: (done, total, percent) => `${done} / ${total}，${percent}%`,
  cancel: '取消',
  back: '返回模拟机器',
  backShort: '返回',
  opened: (file) => `镜像归档：${file}`,
  contents: (format, images, layers, size) => `${format}，${images} 个镜像，${layers} 个镜像层，${size}`,
  verified: '已校验',
  wasted: (size) => `浪费 ${size}`,
  wastedNone: '没有浪费',
  wastedHint: '被上面的层覆盖或删除的文件所占的字节：仍在镜像里，却再也看不到',
  close: '关闭',
  dismiss: '知道了',
  refused: (file) => `没有打开 ${file}：`,
  failed: (why) => `读取失败：${why}`,
  reason(reason) {
    switch (reason.key) {
      case 'no-archive':
        return '它既不是 tar 归档，也不是 gzip 压缩的 tar。';
      case 'no-image':
        return '它是 tar 归档，但不是镜像：里面既没有 manifest.json（docker save），也没有 index.json（OCI 布局）。docker export 导出的只是文件系统，没有镜像层。';
      case 'cut-short':
        return `${named(reason.file)}不完整：缺少结尾部分。`.trim();
      case 'header':
        return `${named(reason.file)}已损坏：${reason.why}。`.trim();
      case 'gzip':
        return `${named(reason.file)}已损坏：gzip 压缩数据有误或不完整。`.trim();
      case 'packing':
        return `${named(reason.file)}用 ${reason.packing} 压缩，这里无法读取；支持不压缩的 tar 和 gzip。`.trim();
      case 'missing':
        return `归档里提到了 ${reason.file}，但没有这个文件。`;
      case 'json':
        return `${reason.file} 已损坏：内容不是应有的 JSON。`;
      case 'digest':
        return `${reason.file} 已损坏：它的 SHA-256 以 ${short(reason.found)} 开头，应以 ${short(reason.wanted)} 开头。`;
      case 'layers':
        return `${reason.file} 记有 ${reason.diffIds} 个镜像层，清单里却是 ${reason.layers} 个。`;
      case 'path':
        return `${reason.file} 里有一个指向镜像层之外的文件名：${reason.path}`;
      case 'too-large':
        return `${named(reason.file)}里的内容超出了任何正常镜像的范围。`.trim();
      case 'unreadable':
        return `无法读取该文件（${reason.why}）。它是不是被修改或移动了？`;
    }
  },
};
