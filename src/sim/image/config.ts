import { goJson, goMap } from './go-json.ts';
import type { HistoryEntry, ImageConfig, ImageSettings } from './types.ts';

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;
const or = <T>(value: T | undefined, empty: T): T => value ?? empty;
const mapOrNull = <T>(map: Readonly<Record<string, T>> | null | undefined): Record<string, T> | null => (map ? goMap(map) : null);
/** Go's `omitempty`. */
const filled = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  value !== 0 &&
  value !== false &&
  !(typeof value === 'object' && Object.keys(value).length === 0);
const optional = <T>(key: string, value: T | undefined): Record<string, T> =>
  filled(value) && value !== undefined ? { [key]: value } : {};

/** The members of container.Config in the order of Docker's Go struct, with its empty values. */
export function orderedSettings(settings: ImageSettings): Record<string, unknown> {
  const { ExposedPorts, Healthcheck } = settings;
  return {
    Hostname: or(settings.Hostname, ''),
    Domainname: or(settings.Domainname, ''),
    User: or(settings.User, ''),
    AttachStdin: or(settings.AttachStdin, false),
    AttachStdout: or(settings.AttachStdout, false),
    AttachStderr: or(settings.AttachStderr, false),
    ...optional('ExposedPorts', ExposedPorts && goMap(ExposedPorts)),
    Tty: or(settings.Tty, false),
    OpenStdin: or(settings.OpenStdin, false),
    StdinOnce: or(settings.StdinOnce, false),
    Env: orNull(settings.Env),
    Cmd: orNull(settings.Cmd),
    ...(Healthcheck
      ? {
          Healthcheck: {
            ...optional('Test', Healthcheck.Test),
            ...optional('Interval', Healthcheck.Interval),
            ...optional('Timeout', Healthcheck.Timeout),
            ...optional('StartPeriod', Healthcheck.StartPeriod),
            ...optional('Retries', Healthcheck.Retries),
          },
        }
      : {}),
    ...optional('ArgsEscaped', settings.ArgsEscaped),
    Image: or(settings.Image, ''),
    Volumes: mapOrNull(settings.Volumes),
    WorkingDir: or(settings.WorkingDir, ''),
    Entrypoint: orNull(settings.Entrypoint),
    ...optional('NetworkDisabled', settings.NetworkDisabled),
    ...optional('MacAddress', settings.MacAddress),
    OnBuild: orNull(settings.OnBuild),
    Labels: mapOrNull(settings.Labels),
    ...optional('StopSignal', settings.StopSignal),
    ...(settings.StopTimeout === undefined ? {} : { StopTimeout: settings.StopTimeout }),
    ...optional('Shell', settings.Shell),
  };
}

const orderedHistory = (entry: HistoryEntry): Record<string, unknown> => ({
  created: entry.created,
  ...optional('author', entry.author),
  ...optional('created_by', entry.created_by),
  ...optional('comment', entry.comment),
  ...optional('empty_layer', entry.empty_layer),
});

/**
 * The bytes of an image configuration as Docker 20.10 writes them (`image.Image`'s MarshalJSON: top-level keys sorted,
 * everything inside in struct order): their SHA-256 is the ID a real engine gives the same image.
 */
export function serializeConfig(config: ImageConfig): Uint8Array {
  const { rootfs } = config;
  const members: Record<string, unknown> = {
    architecture: config.architecture,
    ...optional('author', config.author),
    ...optional('comment', config.comment),
    config: orderedSettings(config.config),
    ...optional('container', config.container),
    container_config: orderedSettings(config.container_config ?? {}),
    created: config.created,
    ...optional('docker_version', config.docker_version),
    ...optional('history', config.history.map(orderedHistory)),
    os: config.os,
    rootfs: { type: rootfs.type, ...optional('diff_ids', rootfs.diff_ids) },
    ...optional('variant', config.variant),
  };
  return new TextEncoder().encode(goJson(members));
}
