import type { Locale } from '../../model/locale.ts';
import type { Verification } from '../../model/verification.ts';

/** Every word of the report of `verify`, per locale. */
export interface VerificationWords {
  readonly of: (rubric: string, asOf: string, tool: string) => string;
  readonly manifest: string;
  readonly rubric: string;
  readonly integrity: string;
  readonly intact: (intact: number, files: number) => string;
  readonly passedOver: (names: string) => string;
  readonly inputs: string;
  readonly found: (found: number, all: number) => string;
  readonly previousRun: (asOf: string) => string;
  readonly missing: string;
  readonly again: string;
  readonly same: (same: number, files: number) => string;
  readonly notMade: string;
  readonly fits: string;
  readonly agree: (agreeing: number, all: number) => string;
  readonly previousToo: string;
  readonly proven: Readonly<Record<Verification['scope'], string>>;
  readonly notProven: (problems: number) => string;
}

export const verificationWords: Readonly<Record<Locale, VerificationWords>> = {
  en: {
    of: (rubric, asOf, tool) => `${rubric}, as of ${asOf}, made by ${tool}`,
    manifest: 'Manifest',
    rubric: 'Rubric',
    integrity: 'Integrity',
    intact: (intact, files) => `${intact} of ${files} files are as they were recorded`,
    passedOver: (names) => `passed over, since no run writes them: ${names}`,
    inputs: 'Inputs',
    found: (found, all) => `${found} of ${all} found by their hashes`,
    previousRun: (asOf) => `the run as of ${asOf}`,
    missing: 'not found',
    again: 'Made again',
    same: (same, files) => `${same} of ${files} files come out to the byte`,
    notMade: 'no',
    fits: 'Fits',
    agree: (agreeing, all) =>
      `parameters taken as recorded; ${agreeing} of ${all} come out again within 0.01 % when fitted anew`,
    previousToo: 'The previous run was taken as it is recorded: its own proof is a verification of its own.',
    proven: {
      full: 'Proven: every figure of this run follows from these inputs, this rubric and these options.',
      integrity: 'Intact: every file has its recorded hash. That the figures follow from the inputs was not checked.',
    },
    notProven: (problems) => `Not proven: ${problems} problem${problems === 1 ? '' : 's'}.`,
  },
  'zh-CN': {
    of: (rubric, asOf, tool) => `${rubric}，截至 ${asOf}，由 ${tool} 生成`,
    manifest: '清单',
    rubric: '评分规则',
    integrity: '完整性',
    intact: (intact, files) => `${files} 个文件中 ${intact} 个与记录一致`,
    passedOver: (names) => `以下文件并非运行所写，已略过：${names}`,
    inputs: '输入',
    found: (found, all) => `${all} 个输入中按哈希找到 ${found} 个`,
    previousRun: (asOf) => `截至 ${asOf} 的运行`,
    missing: '未找到',
    again: '重新运行',
    same: (same, files) => `${files} 个文件中 ${same} 个逐字节一致`,
    notMade: '未进行',
    fits: '模型拟合',
    agree: (agreeing, all) => `采用记录的参数；重新拟合的 ${all} 个模型中 ${agreeing} 个相差不超过 0.01 %`,
    previousToo: '上一次运行按其记录采用：其本身须另行验证。',
    proven: {
      full: '已证明：本次运行的每个数字都由这些输入、这份评分规则和这些选项得出。',
      integrity: '完整：每个文件都与记录的哈希一致。数字是否由输入得出，未作检查。',
    },
    notProven: (problems) => `未能证明：${problems} 个问题。`,
  },
};
