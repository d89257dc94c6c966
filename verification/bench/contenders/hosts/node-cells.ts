import { parentPort } from 'node:worker_threads';
import { type Cell, trainCell } from '../networks.ts';

parentPort?.on('message', (cell: Cell) => parentPort?.postMessage(trainCell(cell)));
