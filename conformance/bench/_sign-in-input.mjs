/** The one sign-in that everybody is timed at. */
export const WHO = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'P@ssw0rd-1',
  saltHex: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
};
export const SECRET_BLOCK_BASE64 = 'AAECAwQFBgcICQoLDA0ODw==';
export const NOW_MS = Date.UTC(2026, 0, 7, 9, 5, 3);

/** What `_sign-in.mjs` opens with; it says so when this is not it. */
export const PUBLIC_B_HEX =
  'f13ba4ee9d64fb52d678343e8680ad95fa5a78366c925409f09904042ba687db7869605095a9ea7a' +
  '0ef2397da6c2d6ddf191269dfab540d703e3d623b5e7bebb7bf30743e674b3f58d567fd2ffb63fd6' +
  '103cd541fd84190b9eefbd76e054efb8c6c931bc44da5430819316f1b0ba8b49f987a0205422cbea' +
  'ea291aad931a63e55c3a18012805d4245fe1f140b2fb4f28945d749974eba1213b62916ba3b55763' +
  'bdfa935fe10e2d598f156479f48fd640d0672aa2116714b79ddc7313d75024af1daf7da1dff3492b' +
  '862584f145291bd85abf36dec18e89d4d3119b36d3b78684b361b88da917a97b3d430e8a2ee4a256' +
  '9dca623dbf11be8848995d0140013d9722f12f9bb5b60a216680537173627f0683df6a7e05a01d69' +
  '5bddeaa2240bb63b4ad2bee520cd1162eab595d880328cb2edd7d46ac83104d795f7426e0ff81ada' +
  '0ada6d86b180eeb34bf19b483c115a6e1c27565a31fb3f9e6a35c3b5adc317fc12d0ee724d0da61e' +
  '7c0e7afaca11d680d5e726cf91fe42523ef78d71ccb0c211';
