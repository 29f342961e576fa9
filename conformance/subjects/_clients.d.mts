/** A case that a client fails: its id, and both answers. */
export interface Failure {
  readonly id: string;
  readonly expected: object;
  readonly got: object;
}

export function listClients(): string[];
export function judgeClient(
  name: string,
  only?: string,
): Promise<{
  readonly name: string;
  readonly version: string;
  readonly cases: number;
  readonly failures: readonly Failure[];
}>;
