import { reliefTools } from './relief-tools.ts';
import { drawRelief } from './terraces.ts';

Object.assign(reliefTools, { drawRelief });
