/** What Workers make of an import of a WebAssembly file. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
