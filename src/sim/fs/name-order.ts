/** The order in which names stand in folders and archives. */
export { compareNames } from '../../api/name-order.ts';
