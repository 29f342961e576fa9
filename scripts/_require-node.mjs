/** Says at once, and clearly, when Node is too old: the errors further on would not. */
const OLDEST = [20, 19];

export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(`Countersign needs Node ${OLDEST.join('.')} or newer; this is Node ${version}.`);
  process.exit(1);
}
