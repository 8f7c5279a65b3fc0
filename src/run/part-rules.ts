/** How files are read. */
export interface PartRules {
  /** Smaller files are not read in parts. */
  readonly least: number;
  /** Bytes of a part. */
  readonly size: number;
  /** Parts under way for each thread: one that is scanned, and others that wait for threads or for the parts before them. */
  readonly ahead: number;
}

export const partRules: PartRules = { least: 8 << 20, size: 4 << 20, ahead: 3 };

/** Files of fewer bytes in all are scanned here: threads would cost more to start than they save. */
export const fewBytes = 32 << 20;
