// What a thread of a crew runs (`start-crew.ts`): it loads all modules that have jobs, and does what it is sent.

import '../analysis/jobs.ts';
import '../engine/local/jobs.ts';
import '../input/clients/gather-jobs.ts';
import '../report/client-rows.ts';
import '../report/common-cells.ts';
import './column-file.ts';
import './file-parts.ts';
import { serveJobs } from '../parallel/worker.ts';

serveJobs();
