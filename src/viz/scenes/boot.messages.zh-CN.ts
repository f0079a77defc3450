import type { BootWords } from './boot.messages.ts';

const time = (ms: number): string => (ms < 1 ? '不到 1 毫秒' : ms < 1000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1000).toFixed(2)} 秒`);

/** The boot scene in Chinese. */
export const zhCN: BootWords = {
  picture: '启动过程示意图',
  tree: '启动过程，逐步',
  previous: '上一步',
  next: '下一步',
  play: '播放',
  pause: '暂停',
  steps: '步骤',
  stepOf: (n, of) => `第 ${n} 步，共 ${of} 步`,
  title: {
    start: '开始',
    kernel: '内核',
    bootfs: '卸载 bootfs',
    readOnly: '只读挂载',
    check: '自检',
    write: '可写的地方',
    init: '1 号进程',
    up: '就绪',
  },
  hostName: '传统 Linux',
  containerName: (name) => `容器 ${name}`,
  noContainer: '容器',
  hint: '还没有启动过容器。请输入：docker run -d busybox sleep 1000',
  host: {
    start: () => '接通电源，固件寻找可以启动的磁盘。',
    kernel: () => '引导加载程序从 bootfs 读出内核并启动它。',
    bootfs: () => '内核已在内存中，bootfs 完成使命，被卸载。',
    readOnly: () => '挂载根文件系统，暂时为只读。',
    check: () => '趁着没有写入，检查文件系统。',
    write: () => '检查无误：同一个文件系统重新挂载为读写。',
    init: () => 'systemd 成为 1 号进程，启动各项服务，包括 dockerd。',
    up: ({ ms }) => (ms === null ? '启动完成，可以登录。' : `启动完成，可以登录：距通电 ${time(ms)}。`),
  },
  container: {
    start: () => '不用通电：只是请守护进程启动它。',
    kernel: () => '不加载内核，镜像里没有内核；宿主机的内核早已在运行。',
    bootfs: () => '没有什么要卸载：没有 bootfs，也没有引导加载程序。',
    readOnly: ({ layers }) => (layers === 1 ? '把唯一的镜像层以只读方式挂载。' : `把 ${layers} 个镜像层联合挂载成一棵目录树，只读。`),
    check: () => '不用检查：这些层永远不变。',
    write: ({ first, readonly }) =>
      readonly
        ? '启动时带有 --read-only：最上面的一层也不可写。'
        : first
          ? '镜像层仍然只读，在上面另加一个空的读写层。'
          : '镜像层仍然只读，上面放回它自己的读写层，保留以前写入的内容。',
    init: () => '建立命名空间和控制组，再把命令作为 1 号进程运行。',
    up: ({ ms }) =>
      ms === null
        ? '已在运行：没有固件、引导加载程序，也没有自己的内核。'
        : `已在运行：距请求${ms < 1 ? '' : ' '}${time(ms)}，没有什么需要引导。`,
  },
  time,
  hostBlock(row, state, kernel) {
    if (row === 'kernel') return state === 'ground' ? `${kernel}，在内存中` : '内核';
    if (row === 'bootfs') return state === 'gone' ? 'bootfs，已卸载' : 'bootfs：引导程序、内核';
    if (row === 'root') return state === 'read-write' ? 'rootfs，读写' : state === 'read-only' ? 'rootfs，只读' : 'rootfs';
    if (row === 'process') return state === 'process' ? '1 号进程：systemd' : '1 号进程';
    return '';
  },
  containerBlock(row, state, { kernel, layers, first, command }) {
    if (row === 'kernel') return `${kernel}，宿主机的`;
    if (row === 'bootfs') return '没有 bootfs';
    if (row === 'root') return layers === 0 ? '镜像层' : state === 'ghost' ? `${layers} 个镜像层` : `${layers} 个镜像层，只读`;
    if (row === 'process') return state === 'process' ? `1 号进程：${command}` : '1 号进程';
    if (state === 'ghost') return '读写层';
    return state === 'read-only' ? '最上层，只读' : first ? '读写层，空的' : '读写层';
  },
  isolation: '命名空间 + 控制组',
  console: '控制台',
  engine: 'Docker 引擎与 runc',
};
