import type { Locale } from '../../model/locale.ts';

// The few words that only a workbook says.

export interface WorkbookWords {
  readonly contents: string;
  readonly backTo: (sheet: string) => string;
  readonly chartData: (chart: string) => string;
  readonly furtherClients: (count: string, file: string) => string;
  readonly allClients: (count: string) => string;
  readonly page: (page: string, pages: string) => string;
}

export const workbookWords: Readonly<Record<Locale, WorkbookWords>> = {
  en: {
    contents: 'In this workbook',
    backTo: (sheet) => `← ${sheet}`,
    chartData: (chart) => `Data of the chart “${chart}”`,
    furtherClients: (count, file) =>
      `A sheet has no room for ${count} more clients: ${file} of the same run holds all.`,
    allClients: (count) => `All clients, best score first: ${count} rows.`,
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  'zh-CN': {
    contents: '本工作簿内容',
    backTo: (sheet) => `← ${sheet}`,
    chartData: (chart) => `图表数据：${chart}`,
    furtherClients: (count, file) => `工作表行数有限，另有${count}户未能列出：全部客户见同次运行的 ${file}。`,
    allClients: (count) => `全部客户，按得分从高到低排列，共${count}行。`,
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  },
};
