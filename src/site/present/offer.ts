import { offers } from '../../widgets/page/offers.ts';

const show = async (figure?: string): Promise<void> => {
  const { present } = await import('./present.ts');
  await present(figure);
};

/** Offers each figure for a projector, with the slides of its page around it. */
offers.value = [
  ...offers.value,
  {
    name: 'Present',
    help: 'Large, for a projector, with the page as slides',
    fits: ({ embed }) => !embed,
    open: ({ spec }) => show(spec.name),
  },
];
if (new URLSearchParams(location.search).has('present')) void show();
