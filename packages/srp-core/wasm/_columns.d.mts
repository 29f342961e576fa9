export const LAYOUT: Readonly<
  Record<'inverse' | 'first' | 'second' | 'third' | 'work' | 'slots', number>
>;
