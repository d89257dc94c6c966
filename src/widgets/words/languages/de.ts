import type { Language } from '../language.ts';

const de: Language = { live: { Reset: 'Zurücksetzen' }, built: {} };

export default de;
