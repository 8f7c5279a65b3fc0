// Loads the chunks of dist/: each once, with what V8 had compiled of it when it was built (compile.cjs), which takes a third
// of the time. V8 looks at its version and flags and takes nothing that another one compiled; then it compiles as ever.

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** What was loaded, by its name: its exports, and the script, which knows what of it is compiled by now. */
const loaded = new Map();

/** In place of `require` in all chunks. */
function loadChunk(id) {
  if (!id.startsWith('./')) return require(id);
  return (loaded.get(id) ?? load(id)).exports;
}

function load(id) {
  const path = join(__dirname, id);
  const cachedData = readIfThere(compiledPath(id));
  const code = `(function (exports, require, module, __filename) {${readFileSync(path, 'utf8')}\n})`;
  // What was compiled keeps this name, wherever it is brought to.
  const filename = join('dist/chunks', id);
  const script = new Script(code, { filename, ...(cachedData && { cachedData }) });
  const module = { exports: {}, script };
  loaded.set(id, module);
  script.runInThisContext()(module.exports, loadChunk, module, path);
  return module;
}

/** By the processor, too, in case that the directory is shared by several; V8 does not look at it. */
function compiledPath(id) {
  return join(__dirname, '../compiled', `${id}.${process.arch}`);
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

module.exports = { loadChunk, loaded, compiledPath };
