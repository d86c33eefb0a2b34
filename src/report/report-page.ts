/**
 * report.html: a run on one page, for people who decide. What matters most comes first, what is long last. Self-contained, no script,
 * dark on white, A4 in print. Everything in it stands in report.json, but for the drawing of the references.
 */
import type { Graph } from '../rt/graph.js';
import { chartStyle } from './charts.js';
import { graphSections } from './graph-page.js';
import { escaped, svgStyle } from './graph-svg.js';
import { attributesByClass, attributeTable } from './report-actions.js';
import { byModality, fileTable, findingTable, notWrittenTable, outcomes } from './report-files.js';
import { methodSection } from './report-method.js';
import { referenceTables, verificationSection } from './report-proof.js';
import { headline, tiles } from './report-verdict.js';
import type { RunReport } from './run-report.js';

export interface Graphs {
  readonly before: Graph;
  readonly after: Graph;
}

/** Lanes drawn at most. */
const mostLanes = 6;

export function reportPage(report: RunReport, graphs?: Graphs): string {
  const title = report.command === 'deidentify' ? 'De-identification report' : 'Re-encoding report';
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${title}</title><link rel="icon" href="data:,"/><style>${pageStyle}${svgStyle}${chartStyle}</style></head>
<body>
<header><h1>${title}</h1>
<p class="by">radonym ${escaped(report.radonym)} · DICOM ${report.edition} · ${dayAndTime(report.started)} · ${duration(report.seconds)}</p>
${headline(report)}
${tiles(report)}</header>
<main>
${section('files', 'What went in and came out', [outcomes(report), fileTable(report), byModality(report)])}
${section('troubles', 'Not written, and noted', [notWrittenTable(report), findingTable(report)])}
${report.deidentification ? section('method', 'How it was de-identified', [methodSection(report.deidentification)]) : ''}
${section('verification', 'Was it verified?', [verificationSection(report)])}
${section('references', 'References between the objects', [referenceTables(report), graphs ? drawing(report, graphs) : ''])}
${section('limits', 'What this does not say', [limits(report)])}
${report.deidentification ? section('actions', 'What was done to attributes', [attributesByClass(report.deidentification), attributeTable(report.deidentification)]) : ''}
</main>
<footer>This page holds counts, codes and names of the DICOM Standard. It holds no value, UID or path of a file and may be passed on. The same for machines: report.json.
radonym helps to de-identify; whether data may be shared is for people to decide.</footer>
</body></html>
`;
}

function section(id: string, title: string, parts: readonly string[]): string {
  const body = parts.filter((part) => part !== '').join('\n');
  return body === '' ? '' : `<section id="${id}"><h2>${title}</h2>\n${body}\n</section>`;
}

function drawing({ references }: RunReport, { before, after }: Graphs): string {
  const isSame = references.looked && references.same;
  if (isSame) return `<h3>Before and after</h3>${graphSections(after, mostLanes)}`;
  return `<h3>Before</h3>${graphSections(before, mostLanes)}<h3>After</h3>${graphSections(after, mostLanes)}`;
}

const limits = ({ limits: rows }: RunReport): string =>
  `<dl class="limits">${rows.map(({ about, text }) => `<div><dt>${escaped(about)}</dt><dd>${escaped(text)}</dd></div>`).join('')}</dl>`;

const dayAndTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(1)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const pageStyle = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:#1b2733;background:#fff;margin:0 auto;padding:20px 24px;max-width:1280px}
h1{font-size:26px;margin:0}h2{font-size:19px;margin:0 0 10px;padding-top:14px;border-top:2px solid #1b2733}h3{font-size:15px;margin:18px 0 6px}
p{margin:4px 0 8px}.by,small,.faint{color:#52606d}.faint{font-weight:400}
header{margin:0 0 22px}section{margin:0 0 26px}section section{border:1px solid #d9e0e6;border-radius:6px;padding:10px;margin:0 0 12px}
.headline{font-size:18px;font-weight:600;border-left:6px solid;padding:8px 14px;margin:14px 0}
.headline p{font-size:15px;font-weight:400;color:#1b2733;margin:2px 0 0}
.headline.well{border-color:#2f7d4f;background:#eef6f0;color:#1f5e39}
.headline.unsure{border-color:#c76b29;background:#fdf4ec;color:#8a4312}
.headline.wrong{border-color:#b3261e;background:#fdeeed;color:#8c1d18}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:0}
.tiles div{border:1px solid #cfd7de;border-radius:6px;padding:8px 12px}.tiles dt{font-size:13px;color:#52606d}.tiles dd{margin:0;font-size:22px;font-weight:600;line-height:1.25}
.tiles dd small{display:block;font-size:12.5px;font-weight:400}
table{border-collapse:collapse;width:100%;font-size:13.5px;margin:8px 0 14px}caption{text-align:left;font-weight:600;padding:4px 0}
th,td{text-align:left;padding:3px 10px 3px 0;border-bottom:1px solid #e1e6ea;vertical-align:top}th{font-weight:600;border-bottom-color:#8593a0}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.zero{color:#9aa5af}tfoot td{font-weight:600;border-top:1px solid #8593a0;border-bottom:0}
code{font:13px ui-monospace,"DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere}td code{white-space:nowrap}
.bad{color:#b3261e}.warned{color:#8a4312}
.facts{display:grid;grid-template-columns:200px 1fr;margin:0 0 12px}.facts dt,.facts dd{margin:0;padding:3px 0;border-bottom:1px solid #e1e6ea}.facts dt{color:#52606d}
.limits{columns:2;column-gap:32px;margin:0}.limits div{break-inside:avoid;margin:0 0 10px}.limits dt{font-weight:600}.limits dd{margin:0}
.legend{margin:6px 0 12px}.legend span{margin-right:16px;white-space:nowrap;font-size:13.5px}.legend svg{vertical-align:-1px}section>svg,svg.legend{display:block;width:100%;height:auto}section>.chart{max-width:1040px}
ul{margin:8px 0 0;padding-left:20px;font-size:13px}
#actions td:first-child{overflow-wrap:anywhere}#actions td:first-child{width:25%}#actions td:last-child{width:30%}
footer{font-size:12.5px;color:#52606d;border-top:1px solid #cfd7de;padding-top:10px}
@media print{td code{font-size:7.5pt}th,td{padding:2px 6px 2px 0}@page{size:A4;margin:12mm}body{padding:0;max-width:none;font-size:10pt}h1{font-size:17pt}h2{font-size:13pt;break-after:avoid}h3{break-after:avoid}
table{font-size:8.5pt}thead{display:table-header-group}tr,.tiles div,section section,.chart{break-inside:avoid}.limits{columns:1}
.tiles{grid-template-columns:repeat(4,1fr)}.tiles dd{font-size:15pt}body{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;
