import { chromium } from '@playwright/test';
import { serve } from '../scripts/serve.ts';
import { auditLeads } from './audit/leads.ts';
import { table } from './audit/row.ts';
const s = await serve({ directory: process.argv[2], port: 0 }); const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
for (const p of process.argv.slice(3)) { try { console.log(table(await auditLeads(b, s.address, p))); } catch (e) { console.log(p, String(e).slice(0, 300)); } }
await b.close(); await s.close();
