/** What each TypeScript file declares, imports and exports, by name, and where a name leads across files. */
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { declaredBy, isWrapper, namesIn, type Reference } from './shape.ts';

/** A value of another file, by the name that it is exported under. */
interface Import {
  from: string;
  name: string;
}

interface Module {
  file: string;
  /** Values at the top level. */
  declarations: ReadonlyMap<string, ts.Node>;
  imports: ReadonlyMap<string, Import>;
  /** Exported name: a name of this file, or a value of another. */
  exports: ReadonlyMap<string, string | Import>;
  /** Files of which everything is exported again. */
  passed: readonly string[];
  /** What runs when the file is loaded and declares nothing. */
  loose: readonly ts.Statement[];
}

/** Where a name leads: a piece of code in a file, or `outside`, which is a package or a file of another kind. */
export type Place = { file: string; name: string; node: ts.Node } | { outside: string };

export interface Modules {
  /** Undefined for a name of the language: `Math`. */
  find(file: string, reference: Reference): Place | undefined;
  /** The value that a file exports by default. */
  defaultOf(file: string): ts.Expression | undefined;
  looseIn(file: string): readonly ts.Statement[];
}

/** @param read the text of a file, by its path */
export function createModules(read: (file: string) => string): Modules {
  const known = new Map<string, Module>();
  const moduleAt = (file: string): Module => {
    const module = known.get(file) ?? parseModule(file, read(file));
    known.set(file, module);
    return module;
  };

  function followed(from: Module, { from: specifier, name }: Import, member: string | undefined): Place | undefined {
    if (!specifier.startsWith('.')) return { outside: `${specifier} ${name} ${member ?? ''}` };
    const file = join(dirname(from.file), specifier);
    if (!file.endsWith('.ts')) return { outside: read(file) };
    return exported(file, name, member);
  }

  function exported(file: string, name: string, member: string | undefined): Place | undefined {
    const module = moduleAt(file);
    const own = module.exports.get(name);
    if (typeof own === 'string') return local(module, { name: own, ...(member !== undefined && { member }) });
    if (own) return followed(module, own, member);
    for (const passed of module.passed) {
      const place = followed(module, { from: passed, name }, member);
      if (place) return place;
    }
    return undefined;
  }

  function local(module: Module, { name, member }: Reference): Place | undefined {
    const node = module.declarations.get(name);
    if (node) {
      const property = member === undefined ? undefined : propertyOf(node, member);
      // What stands there by its name alone leads on: `{ adam, momentum }`.
      if (property && ts.isShorthandPropertyAssignment(property)) return local(module, { name: property.name.text });
      return { file: module.file, name: property ? `${name}.${member}` : name, node: property ?? node };
    }
    const imported = module.imports.get(name);
    if (!imported) return undefined;
    if (imported.name !== '*') return followed(module, imported, member);
    if (member === undefined)
      throw new Error(`${module.file}: ${name} holds all of ${imported.from}; import by name what decides a result`);
    return followed(module, { from: imported.from, name: member }, undefined);
  }

  return {
    find: (file, reference) => local(moduleAt(file), reference),
    looseIn: (file) => moduleAt(file).loose,
    defaultOf(file) {
      const node = moduleAt(file).declarations.get('default');
      return node && ts.isExportAssignment(node) ? node.expression : undefined;
    },
  };
}

/** One property of an object literal that names all of its own; undefined where it does not, or is no object literal. */
function propertyOf(declared: ts.Node, member: string): ts.ObjectLiteralElementLike | undefined {
  if (!ts.isVariableDeclaration(declared) || !declared.initializer) return undefined;
  const object = unwrapped(declared.initializer);
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  if (!object.properties.every(({ name }) => name && ts.isIdentifier(name))) return undefined;
  return object.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === member);
}

export function unwrapped(node: ts.Expression): ts.Expression {
  return isWrapper(node) ? unwrapped(node.expression) : node;
}

function parseModule(file: string, text: string): Module {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const declarations = new Map<string, ts.Node>();
  const imports = new Map<string, Import>();
  const exports = new Map<string, string | Import>();
  const passed: string[] = [];
  const loose: ts.Statement[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, imports);
    else if (ts.isExportDeclaration(statement)) readExport(statement, exports, passed);
    else if (ts.isExportAssignment(statement)) {
      declarations.set('default', statement);
      exports.set('default', 'default');
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations)
        for (const name of namesIn(declaration.name)) declarations.set(name, declaration);
    } else if (declaredBy(statement).length > 0) declarations.set(declaredBy(statement)[0]!, statement);
    else if (
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement) &&
      !ts.isFunctionDeclaration(statement)
    )
      loose.push(statement);
    if (isExported(statement)) for (const name of declaredBy(statement)) exports.set(name, name);
  }
  return { file, declarations, imports, exports, passed, loose };
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const textOf = (specifier: ts.Expression | undefined): string =>
  specifier && ts.isStringLiteral(specifier) ? specifier.text : '';

function readImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, imports: Map<string, Import>): void {
  if (!importClause || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  const from = textOf(moduleSpecifier);
  if (importClause.name) imports.set(importClause.name.text, { from, name: 'default' });
  const { namedBindings } = importClause;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) imports.set(namedBindings.name.text, { from, name: '*' });
  else
    for (const { name, propertyName, isTypeOnly } of namedBindings?.elements ?? [])
      if (!isTypeOnly) imports.set(name.text, { from, name: (propertyName ?? name).text });
}

function readExport(
  { exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration,
  exports: Map<string, string | Import>,
  passed: string[],
): void {
  if (isTypeOnly) return;
  if (!exportClause) passed.push(textOf(moduleSpecifier));
  for (const one of exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : []) {
    if (one.isTypeOnly) continue;
    const name = (one.propertyName ?? one.name).text;
    exports.set(one.name.text, moduleSpecifier ? { from: textOf(moduleSpecifier), name } : name);
  }
}
