/** What the page has to tell about keeping the world, until the reader has taken note. */
class Notices {
  /** Why a kept journal could not be read, null when there was no trouble. */
  unreadable: string | null = $state(null);
  /** The journal is too long to be kept over a reload. */
  tooLong = $state(false);
}

/** The page's one set of notices. */
export const notices = new Notices();
