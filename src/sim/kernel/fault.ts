/** A program touched memory that is not its own: the kernel ends it with SIGSEGV, whatever it does about that signal. */
export class SegmentationFault extends Error {}
