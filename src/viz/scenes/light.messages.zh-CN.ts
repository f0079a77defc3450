/** 为何轻量：中文。 */
import { formatBytes } from '../bytes.ts';
import { type Basis, FIGURES_OF, SOURCES } from '../model/light/figures.ts';
import type { LightScene, Quantity } from '../model/light/scene.ts';
import type { LightWords, StackPart } from '../model/light/words.ts';

function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} 毫秒`;
  const seconds = ms / 1000;
  if (seconds < 99.5) return `${Number(seconds.toFixed(seconds < 9.95 ? 1 : 0))} 秒`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} 分${whole % 60 === 0 ? '钟' : ` ${whole % 60} 秒`}`;
}

const amount = (quantity: Quantity, value: number): string => (quantity === 'start' ? duration(value) : formatBytes(value));

function times(ratio: number): string {
  if (!Number.isFinite(ratio)) return '全部';
  const rounded = ratio < 9.95 ? Number(ratio.toFixed(1)) : Math.round(ratio);
  return rounded === 1 ? '相同' : `${rounded.toLocaleString('en')} 倍`;
}

const PARTS: Readonly<Record<StackPart, string>> = {
  hardware: '硬件',
  hypervisor: '虚拟化层（Hypervisor）',
  'guest-kernel': '内核',
  'guest-system': '客户操作系统',
  'guest-libraries': '依赖库',
  'guest-app': '应用',
  'host-kernel': '宿主机系统，一个内核',
  engine: 'Docker 引擎',
  image: '镜像层',
  rw: '读写层',
  process: '应用',
};

const DETAILS: Readonly<Partial<Record<StackPart, (scene: LightScene) => string>>> = {
  hardware: () => '两边相同',
  hypervisor: () => '模拟出整台硬件',
  'host-kernel': ({ kernel }) => kernel,
  engine: () => '启动的是进程，不是机器',
  image: ({ layers, imageBytes, sharing }) =>
    sharing ? `${layers > 0 ? `${layers} 层，` : ''}只读，只存一份：${formatBytes(imageBytes)}` : '',
};

const ABOUT: Readonly<Record<StackPart, (scene: LightScene) => string>> = {
  hardware: () => '两边的硬件相同，不计入。',
  hypervisor: () => '虚拟化层（Hypervisor）给每台客户机一台完整的虚拟计算机：处理器、内存、磁盘、网卡。',
  'guest-kernel': ({ count, guest }) => `${count} 个内核，每台 ${guest.name} 客户机一个，各自加载、各自启动。`,
  'guest-system': ({ count, guest }) =>
    `${count} 个客户操作系统，每个至少占内存 ${formatBytes(guest.memory.value)}、磁盘 ${formatBytes(guest.disk.value)}。`,
  'guest-libraries': () => '每台客户机的磁盘上都要复制一份依赖库。',
  'guest-app': ({ app }) => `应用本身与容器里的一样：占内存 ${formatBytes(app.value)}。`,
  'host-kernel': ({ kernel, count }) =>
    `${count} 个容器与宿主机共用一个内核${kernel === '' ? '' : `（${kernel}）`}，由命名空间和 cgroup 隔开。`,
  engine: () => 'Docker 引擎挂载镜像层、启动进程，没有任何系统需要引导。',
  image: ({ sharing, imageBytes, count, saved }) =>
    sharing
      ? `镜像的只读层在磁盘上只存一份，共 ${formatBytes(imageBytes)}，供 ${count} 个容器使用。共享节省 ${formatBytes(saved)}。`
      : `假设每个容器各有一份：${count} × ${formatBytes(imageBytes)}。磁盘上并非如此，共享节省 ${formatBytes(saved)}。`,
  rw: ({ rwBytes }) => `每个容器有自己的读写层，这里是 ${formatBytes(rwBytes)}：只存它改动过的内容。`,
  process: ({ app }) => `容器就是宿主机内核上的进程：占内存 ${formatBytes(app.value)}。`,
};

const basis = (of: Basis): string => (of.kind === 'measured' ? '本机实测' : of.kind === 'assumed' ? '假设值' : SOURCES[of.source].name);

const short = (of: Basis): string => (of.kind === 'source' ? SOURCES[of.source].short : basis(of));

export const zhCN: LightWords = {
  pictureName: '虚拟机与容器对比图示',
  treeName: '虚拟机与容器',
  emptyHint: '这里还没有镜像和容器，先以 nginx 为例。试试：docker run -d --name web nginx',
  sentence({ count }, { quantity, vm, container, ratio }) {
    const what = { memory: '占内存', disk: '占磁盘', start: '启动共需' }[quantity];
    const more = ratio > 1.05 ? `，是前者的 ${times(ratio)}` : '';
    return `${count} 个容器${what} ${amount(quantity, container.total)}；${count} 台虚拟机${what} ${amount(quantity, vm.total)}${more}`;
  },
  chooserName: '镜像或容器',
  subject: ({ kind, name, image }) => (kind === 'example' ? `示例：${name}` : kind === 'image' ? `${name}（镜像）` : `${name}（${image}）`),
  place: ({ index, of }) => (of > 1 ? `${index + 1} / ${of}` : ''),
  previous: '上一个',
  next: '下一个',
  sliderName: '实例数量',
  sliderValue: (count) => `${count} ×`,
  sharingName: '共享层只计一次',
  stackTitle: (side, count) => (side === 'vm' ? `${count} 台虚拟机` : `${count} 个容器`),
  stackNote: (side) => (side === 'vm' ? '各有内核：可运行任意系统，隔离强' : '共用一个内核：不能换内核，隔离较弱'),
  part: (part) => PARTS[part],
  partDetail: (part, scene) => DETAILS[part]?.(scene) ?? '',
  aboutPart: (part, scene) => ABOUT[part](scene),
  quantity: (quantity) => ({ memory: '内存', disk: '磁盘', start: '启动时间（依次）' })[quantity],
  ratio: times,
  side: (side) => (side === 'vm' ? '虚拟机' : '容器'),
  amount,
  aboutMeasure({ quantity }, { guest, app, imageBytes, rwBytes, start, sharing }) {
    switch (quantity) {
      case 'memory':
        return `每台客户机 ${formatBytes(guest.memory.value)}（${basis(guest.memory.basis)}）；每个应用 ${formatBytes(app.value)}（${basis(app.basis)}）`;
      case 'disk':
        return `每台客户机 ${formatBytes(guest.disk.value)}（${basis(guest.disk.basis)}）；镜像 ${formatBytes(imageBytes)}，${sharing ? '只计一次' : '每个容器一份'}；每个读写层 ${formatBytes(rwBytes)}`;
      case 'start':
        return `每台客户机 ${duration(guest.boot.value)}（${basis(guest.boot.basis)}）；每个容器 ${duration(start.value)}（${basis(start.basis)}）`;
    }
  },
  sources(side, { guest, standIn, app, start, subject }) {
    if (side === 'vm') {
      const assumed = guest.boot.basis.kind === 'assumed' ? '，此系统按同值假设' : '';
      return `虚拟机：${guest.name}${standIn ? '（假设）' : ''} 的最低要求（${short(guest.memory.basis)}）；启动 ${duration(guest.boot.value)}（${SOURCES.vmBoot.short}，Debian 9${assumed}）`;
    }
    const memory = app.basis.kind === 'measured' ? '内存：docker stats' : `内存：假设 ${formatBytes(app.value)}`;
    const sizes = subject.kind === 'example' ? '磁盘：Docker Hub 上的镜像' : '磁盘：docker ps -s';
    const began = start.basis.kind === 'measured' ? '启动：docker events' : `启动 ${duration(start.value)}（${short(start.basis)}）`;
    return `容器：${memory}；${sizes}；${began}`;
  },
  saved: ({ sharing, saved }) => `共享${sharing ? '' : '可'}节省磁盘 ${formatBytes(saved)}`,
  sourcesName: `数据来源（${FIGURES_OF}）`,
  notesName: '需要注意',
  notes: ({ kernel }) => [
    `容器使用宿主机的内核${kernel === '' ? '' : `（${kernel}）`}，里面不能换成别的内核，也不能运行 Windows；虚拟机可以启动任意系统。`,
    '共享的内核一旦有漏洞，所有容器都受影响：隔离性弱于虚拟机。',
    '客户机用的是最低要求；精简置备的磁盘和链接克隆实际占用更少，微型虚拟机不到一秒就能启动，但每台仍有自己的内核。',
    '宿主机自身的占用两边都有，不计入。',
    '本引擎是模型，启动不计时间，这里用的是真实机器上测得的数值；连接真实引擎时用它自己的事件计算。',
  ],
};
