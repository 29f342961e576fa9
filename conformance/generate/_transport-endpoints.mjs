/**
 * Endpoints of a caller's own.
 *
 * @module
 */
const error = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'endpoint' };

export const ENDPOINTS = [
  ...[
    ['a host', 'https://login.example.com', 'https://login.example.com/'],
    ['a host and a port', 'https://login.example.com:8443', 'https://login.example.com:8443/'],
    ['a slash at the end', 'https://login.example.com/', 'https://login.example.com/'],
    ['in the clear, on this machine', 'http://localhost:9229', 'http://localhost:9229/'],
    ['in the clear, on 127.0.0.1', 'http://127.0.0.1:9229', 'http://127.0.0.1:9229/'],
    ['in the clear, on ::1', 'http://[::1]:9229', 'http://[::1]:9229/'],
  ].map(([comment, endpoint, url]) => ({
    comment,
    flags: ['Endpoint'],
    endpoint,
    url,
    result: 'valid',
  })),
  ...[
    ['in the clear, elsewhere', 'http://login.example.com'],
    ['in the clear, and it only begins like this machine', 'http://localhost.example.com'],
    ['in the clear, in a network at home', 'http://192.168.0.1'],
    ['a path', 'https://login.example.com/cognito'],
    ['a query', 'https://login.example.com/?a=b'],
    ['an empty query', 'https://login.example.com/?'],
    ['a fragment', 'https://login.example.com/#a'],
    ['a user name', 'https://user@login.example.com'],
    ['a user name and a password', 'https://user:pass@login.example.com'],
    ['a host that looks like another', 'https://login.example.com@example.org'],
    ['a backslash', 'https:\\\\login.example.com'],
    ['a line break', 'https://login.example.com\n'],
    ['a space in front', ' https://login.example.com'],
    ['another scheme', 'ftp://login.example.com'],
    ['no scheme', 'login.example.com'],
    ['no host', 'https://'],
    ['nothing', ''],
  ].map(([comment, endpoint]) => ({
    comment,
    flags: ['Endpoint'],
    endpoint,
    result: 'invalid',
    error,
  })),
];
