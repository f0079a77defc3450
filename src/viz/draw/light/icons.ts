/** Icons of the stacks, in a box of 16 x 16. */
import type { StackPart } from '../../model/light/words.ts';
import { ROW_ICONS } from '../icons.ts';

const HARDWARE = 'M2 2.5h12v4.600H2V2.500Zm2 1.600v1.400h2V4.100H4ZM2 8.900h12v4.600H2V8.900Zm2 1.600v1.400h2v-1.400H4Z';
const SYSTEM =
  'M1.500 2.500h13v11h-13v-11ZM3 5.500v6.500h10V5.500H3Zm1 1.200 2.400 2L4 10.700V9.200l.9-.5-.9-.5V6.700ZM7.500 10h3.500v1.200H7.500V10Z';
const LIBRARIES = 'M2 2h3.400v12H2V2Zm4.400 0h3.400v12H6.400V2Zm4.200.700 2.700-.5L15.300 13.300l-2.700.5L10.600 2.700Z';
const APPLICATION = 'M2 2h5.200v5.200H2V2Zm6.800 0H14v5.200H8.800V2ZM2 8.800h5.200V14H2V8.800Zm6.800 0H14V14H8.800V8.800Z';
const ENGINE =
  'M1 8.600h14c-.5 3.300-3 5.400-7 5.400s-6.500-2.100-7-5.400ZM2.600 5h2.700v2.700H2.600V5Zm3.500 0h2.700v2.700H6.100V5Zm3.500 0h2.700v2.700H9.600V5ZM6.100 1.500h2.700v2.700H6.100V1.500Z';

/** Containers' read-only and read-write layers have the lock and the pen of the layer scene. */
export const STACK_ICONS: Readonly<Record<StackPart, string>> = {
  hardware: HARDWARE,
  hypervisor: ROW_ICONS.folded,
  'guest-kernel': ROW_ICONS.ground,
  'guest-system': SYSTEM,
  'guest-libraries': LIBRARIES,
  'guest-app': APPLICATION,
  'host-kernel': ROW_ICONS.ground,
  engine: ENGINE,
  image: ROW_ICONS['read-only'],
  rw: ROW_ICONS['read-write'],
  process: APPLICATION,
};
