import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names that would be a formula in a spreadsheet, markup in a page, or commands to a terminal. */
export function setUp(cwd: string): void {
  const rows = [
    'Client,Name,Revenue,Region',
    `1,"=HYPERLINK(""http://example.com"",""click"")",1500,=cmd|' /C calc'!A0`,
    '2,+49 30 123,1500,@SUM(A1)',
    '3,-2+3,1500,-x',
    '4,</script><script>alert(1)</script>,1500,<b>North</b>',
    '5,\u001b[31mred\u001b[0m \u001b]0;title\u0007,1500,\u001b[2Jgone',
    '6,\u202egnp.exe\u202c,1500,\u202eright to left',
    '7,🏦 Bank 👩‍👩‍👧,1500,🌍',
    '"\u001b[1m8",bold id,many\u001b[5m,North',
    '9,"tab\tand\rreturn",\u001b[31m12,North',
  ];
  writeFileSync(join(cwd, 'clients.csv'), `${rows.join('\n')}\n`);
}
