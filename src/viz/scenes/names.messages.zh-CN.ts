/** The words of the scene of names in Chinese. */
import { formatBytes } from '../bytes.ts';
import type { NamesCatalog } from './names.messages.ts';

const list = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('，');
const some = (count: number, text: string): string => (count === 0 ? '' : text);

export const zhCN: NamesCatalog = {
  'scene.name': () => '仓库注册服务器、标签、镜像层与镜像',
  'panel.registries': () => '网络上的仓库注册服务器',
  'panel.machine': () => '本机：镜像与名称',
  'column.there': (p) => `在 ${p.host}`,
  'column.here': () => '在本机',
  'part.registry': () => '注册服务器',
  'part.namespace': () => '命名空间',
  'part.repository': () => '仓库',
  'part.tag': () => '标签',
  'part.digest': () => '摘要',
  'registry.hub': () => 'Docker Hub，docker.io',
  'registry.mirror': (p) => p.host,
  'registry.private': (p) => p.host,
  'registry.user': (p) => `用户 ${p.user}`,
  'registry.silent': () => '无人应答',
  'registry.empty': () => '还是空的',
  'registry.plain': () => '明文 HTTP',
  'repository.more': (p) => `${p.count} 个标签`,
  'more.repositories': (p) => `… 还有 ${p.count} 个仓库`,
  'more.registries': (p) => `… 还有 ${p.count} 个注册服务器`,
  'more.layers': (p) => `… 还有 ${p.count} 层${p.bytes > 0 ? `，本机占 ${formatBytes(p.bytes)}` : ''}`,
  'more.images': (p) => `… 还有 ${p.count} 个镜像，${p.names} 个名称`,
  'more.names': (p) => `… 还有 ${p.count} 个名称`,
  'machine.empty': () => '还没有镜像：尚未拉取，也未构建。',
  'layers.empty': () => '还没有镜像层可看。',
  'config.label': () => '镜像 ID',
  'image.containers': (p) => `容器 ${p.names.join('、')}${p.more > 0 ? ` 等 ${p.names.length + p.more} 个` : ''}`,
  'state.waiting': () => '等待',
  'state.moving': (p) => `${p.percent} %`,
  'state.checking': () => '校验',
  'state.received': () => '已下载',
  'state.unpacking': (p) => `解压 ${p.percent} %`,
  'state.exists': () => '已存在',
  'state.done.pull': () => '已拉取',
  'state.done.push': () => '已推送',
  'state.mounted': (p) => `取自 ${p.from}`,
  'state.failed': () => '未送达',
  'about.hub': (p) =>
    `Docker Hub：名称里没写服务器时，Docker 就问它。${p.repositories} 个仓库${p.user === '' ? '' : `，你的用户名是 ${p.user}`}`,
  'about.mirror': (p) => `${p.host} 是镜像加速器：先问它，再问 Docker Hub，内容相同`,
  'about.private': (p) =>
    `${p.host} 是独立的仓库注册服务器：推到它的名称都以 ${p.host}/ 开头。${p.repositories} 个仓库${p.user === '' ? '' : `，你的用户名是 ${p.user}`}`,
  'about.silent': (p) => `本机有名称以 ${p.host}/ 开头，但那里无人应答：光有名称并不会有服务器`,
  'about.repository': (p) =>
    `${p.host} 上的仓库 ${p.name}，${p.tags.length + p.more} 个标签：${p.tags.slice(0, 8).join('、')}${p.tags.length + p.more > 8 ? ' …' : ''}`,
  'about.manifest': (p) =>
    `${p.names.slice(0, 4).join('、')} → 清单 ${p.digest.slice(0, 19)}…：配置 ${p.image}（即镜像 ID）和 ${p.layers} 层${p.bytes > 0 ? `，压缩后 ${formatBytes(p.bytes)}` : ''}。${p.moved ? '本机的同名标签指向另一个镜像' : p.here ? '该镜像已在本机' : '本机还没有'}`,
  'about.layer': (p) =>
    list(
      p.there
        ? p.blob === ''
          ? `${p.host} 上有`
          : `${p.host} 上：数据块 ${p.blob.slice(0, 19)}…，压缩后 ${formatBytes(p.size)}`
        : `${p.host} 上没有`,
      p.here ? `本机解压后：${p.diffId.slice(0, 19)}…，${formatBytes(p.bytes)}，被 ${p.images} 个镜像使用` : '本机没有',
    ),
  'about.config': (p) =>
    `镜像的配置也是一个数据块，它的摘要就是镜像 ID：${p.id.slice(0, 19)}…${p.there && p.here ? '，两边相同' : p.there ? '，只在服务器上' : '，只在本机'}`,
  'about.image': (p) =>
    `镜像 ${p.id.slice(0, 19)}…，${formatBytes(p.bytes)}，${p.layers} 层；${p.names === 0 ? '没有名称' : `${p.names} 个名称`}，${p.containers} 个容器`,
  'about.name': (p) =>
    `${p.name} 的全称是 ${p.full}，指向镜像 ${p.id}${p.others > 0 ? `，该镜像另有 ${p.others} 个名称` : '，是它唯一的名称'}`,
  'about.none': (p) => `镜像 ${p.id} 已没有名称：docker images 里显示 <none>`,
  'story.pulling': (p) =>
    `正在从 ${p.registry} 拉取 ${p.name}：${p.total - p.kept} 层已完成 ${p.done} 层${some(p.kept, `，另有 ${p.kept} 层本机已有`)}`,
  'story.pulled': (p) =>
    `${p.name} 已拉取：${list(some(p.moved, `从网络下载 ${p.moved} 层，${formatBytes(p.bytes)}`), some(p.kept, `${p.kept} 层本机已有，无需再下`))}`,
  'story.upToDate': (p) => `${p.name}：服务器上的摘要对应的镜像本机已有，只比较了名称，没有传输任何层`,
  'story.pullFailed': (p) => `${p.name} 没有拉取成功，已下载的层被丢弃`,
  'story.pushing': (p) => `正在推送 ${p.name}：${p.total} 层已完成 ${p.done} 层`,
  'story.pushed': (p) =>
    `${p.name} 已推送：${list(some(p.sent, `上传 ${p.sent} 层`), some(p.mounted, `${p.mounted} 层直接取自服务器上的另一个仓库`), some(p.kept, `${p.kept} 层服务器上已有`))}；最后写入标签`,
  'story.pushFailed': (p) => `${p.name} 没有推送成功：服务器上没有写入标签`,
  'story.tagged': (p) => `镜像 ${p.id} 多了一个名称 ${p.name}，现在共 ${p.names} 个。没有复制任何内容`,
  'story.moved': (p) => `${p.name} 原来指向 ${p.from}，现在指向 ${p.to}：标签只是名称，可以改指别处`,
  'story.untagged': (p) => `Untagged：名称 ${p.name} 已去掉。镜像 ${p.id} 还在，因为 ${p.left} 仍指向它`,
  'story.dangling': (p) => `Untagged：${p.name} 是 ${p.id} 的最后一个名称。镜像还有用，以 <none> 留下`,
  'story.deleted': (p) =>
    `Deleted：${p.name} 是 ${p.id} 的最后一个名称，镜像随之删除。${p.gone === 0 ? '没有层被删除' : `删除 ${p.gone} 层，${formatBytes(p.bytes)}`}${some(p.kept, `；${p.kept} 层其他镜像还在用，保留`)}`,
  'story.added': (p) =>
    `新镜像 ${p.name}（${p.id}）：${list(some(p.fresh, `新增 ${p.fresh} 层`), some(p.kept, `${p.kept} 层与已有镜像共享`))}`,
  'hint.empty': (p) => `本机还什么都没有。试试：docker pull ${p.name}`,
  'hint.choose': () => '选择一个名称、标签或镜像：它的各部分和镜像层会在两边亮起',
  'hint.latest': () => 'latest 只是一个普通标签：名称没写标签时由 Docker 补上，并不一定是最新版本',
  'hint.plain': () => '这个引擎不提供服务器上的内容；图中只是本机名称与摘要所反映的情况',
  'tree.layers': (p) => `镜像层，显示 ${p.count} 层`,
  'tree.machine': (p) => `本机，显示 ${p.images} 个镜像`,
};
