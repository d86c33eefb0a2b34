/** Named limits. Every length and count that a file states passes one of these before it allocates or loops. Bytes unless named otherwise. */
export const limits = {
  /** What a source reads at a time. */
  chunk: 1 << 20,
  /** A value up to this length is one `element` token; a longer one comes as bulk chunks. */
  smallValue: 64 * 1024,
  /** A longer value that a rule must see whole (text to clean, private bytes to search) is gathered up to this; beyond it is removed. */
  gatheredValue: 16 << 20,
  /** Sequences within sequences. */
  depth: 64,
  /** Head of the data set that the prescan reads at most. */
  head: 16 << 20,
  /** Bytes of a file that the survey looks at for identifiers when it has no Pixel Data. */
  survey: 8 << 20,
  /** What the survey reads of a file at first. */
  surveyFirst: 64 * 1024,
  /** What a deflated data set may hold: 16 MB of it can be a thousand times as much. */
  inflated: 16 * 2 ** 30,
  /** Bytes that an entry of an archive may state for each of its deflated ones. Deflate itself cannot exceed 1032. */
  inflateRatio: 1100,
  /** Samples of one frame that are decoded or encoded at once. */
  frame: 256 << 20,
  /** The same frame compressed, which may come out longer. */
  codedFrame: 320 << 20,
  /** Frames of one image: their places are kept, 16 bytes each. */
  frames: 1 << 20,
  /** Seconds without progress on a file, after which its worker is ended. */
  stillness: 120,
  /** Frames of a file that are searched for text, and pixels of each. */
  seenFrames: 32,
  seenPixels: 16 << 20,
  /** Milliseconds that the search of one file for text takes at most. */
  seekingText: 120_000,
  /** Findings kept per file; more are counted. */
  findings: 100,
  /** Distinct UIDs and numbers of references that an inspection keeps of a file. */
  references: 200_000,
  /** Ways through sequences that an inspection tells apart in a file. */
  referencePaths: 10_000,
  /** Files whose references a report draws: up to 2 kB of memory each. */
  graphFiles: 20_000,
  /** Entries in a worker's cache of mapped UIDs. */
  uidCache: 200_000,
  /** Attributes, by path and fate, that a dry run tells of. */
  attributeDeeds: 20_000,
  /** Entries in a worker's cache of pseudonyms. */
  nameCache: 10_000,
  /** An output for a program or a pipe that is held in memory until it is read; a larger one stays in a temporary file. */
  heldOutput: 64 << 20,
  /** Entries of a .zip that is an input. */
  zipEntries: 100_000,
  /** Its central directory. */
  zipDirectory: 64 << 20,
  /** What one of its entries may state. */
  zipEntry: 8 * 2 ** 30,
  /** An inflated entry that is held in memory; a larger one goes to a private file. */
  zipHeld: 32 << 20,
  /** A table of pseudonyms or of structure names: some hundred thousand rows. */
  table: 64 << 20,
  /** A key file, which holds 64 digits. */
  keyFile: 4096,
  /** A profile file, in characters. YAML aliases, by which a small file unfolds into a large one, are refused whatever its size. */
  profile: 1 << 20,
  /** Identifying values of one kind (names, numbers, dates, places, devices) that are gathered per patient. */
  identityTerms: 5000,
  /** What the checker reads of a file at once: whole files up to this, else what stands before and behind Pixel Data. */
  verifyWhole: 256 << 20,
  /** The same within a run, where each worker holds an original and its output. */
  verifyWholeInRun: 64 << 20,
  /** Texts whose cleaned form a cleaner remembers. */
  cleanCache: 20_000,
  /** Rows that one file adds at most to the review list, and to the mapping table. */
  reviewRows: 5000,
  /** Characters of a text on the review list. */
  reviewText: 1000,
  /** Rows of a patient that a worker remembers from file to file. */
  reviewMemory: 10_000,
} as const;
