export const LAYOUT: Readonly<
  Record<
    'inverse' | 'first' | 'second' | 'third' | 'work' | 'product' | 'multiple' | 'slots',
    number
  >
>;
