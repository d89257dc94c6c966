import { offers } from '../../widgets/page/offers.ts';

const change = () => import('./ChangeRule.tsx');

/** Offers each figure that shows one run of one rule to change it; what does so is fetched when it is asked for. */
offers.value = [
  ...offers.value,
  {
    name: 'Change this rule',
    help: 'Its lines of Python, to change, and your run beside this one',
    fits: (spec) => spec.hasRule,
    near() {
      change().catch(() => {});
    },
    prepare() {
      change()
        .then(({ prepareChange }) => prepareChange())
        .catch(() => {});
    },
    async open(live, figure) {
      const { openChange } = await change();
      openChange(live, figure);
    },
  },
];
