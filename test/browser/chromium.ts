import { existsSync } from 'node:fs';

/** Debian's browser, or another one that speaks its protocol; the tests that need one are passed over where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);
