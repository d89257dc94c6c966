import { addKinds } from './index.ts';
import { rareKinds } from './rare-kinds.ts';

addKinds(rareKinds);
