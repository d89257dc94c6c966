/** What a piece of TypeScript does, as text: without its types, its comments, its layout and what is only shown. */
import ts from 'typescript';

/** A name used from outside the piece; `member` where one member of it is all that is used. */
export interface Reference {
  name: string;
  member?: string;
}

export interface Shape {
  text: string;
  references: readonly Reference[];
  /** Names of properties that are read, by a dot, by a text or by taking an object apart. */
  reads: readonly string[];
}

/** TeX and Python: never more than text, whatever they are made of. */
const WRITTEN = ['equation', 'python', 'pythonState'];
/** Words for a reader, where they are text: a `label` that is a number may decide. */
const WORDS = ['title', 'help', 'label', 'symbol', 'unit', 'source', 'caption', 'heading', 'note', 'about', 'spoken'];

/** Properties of object literals that are only shown, unless the code that decides reads them. */
export const shownProperties: ReadonlySet<string> = new Set([...WRITTEN, ...WORDS]);

/** What refuses a value before anything is computed from it decides no result: `checkStart(start, problem);`. */
const CHECK = /^check(?:[A-Z]|$)/;

/** Pieces that several experiments reach are read once. */
const shapes = new WeakMap<ts.Node, Map<string, Shape>>();

/** @param shown names of properties to leave out, where they are text */
export function shapeOf(piece: ts.Node, shown: ReadonlySet<string>): Shape {
  const known = shapes.get(piece) ?? new Map<string, Shape>();
  shapes.set(piece, known);
  const key = [...shown].join(' ');
  const shape = known.get(key) ?? writeShape(piece, shown);
  known.set(key, shape);
  return shape;
}

function writeShape(piece: ts.Node, shown: ReadonlySet<string>): Shape {
  const pieces: string[] = [];
  const references: Reference[] = [];
  const reads: string[] = [];

  function write(node: ts.Node, bound: ReadonlySet<string>): void {
    if (isErased(node) || isShown(node, shown) || isCheck(node)) return;
    if (isWrapper(node)) {
      write(node.expression, bound);
      return;
    }
    // What an error says is for its reader; that there is one decides.
    if (ts.isThrowStatement(node)) {
      pieces.push('throw');
      return;
    }
    const read = readName(node);
    if (read !== undefined) reads.push(read);
    if (ts.isIdentifier(node)) {
      pieces.push(node.text);
      if (isReference(node) && !bound.has(node.text)) references.push(referenceOf(node));
      return;
    }
    const inner = isScope(node) ? new Set([...bound, ...declaredIn(node)]) : bound;
    pieces.push('(', ts.SyntaxKind[node.kind], ...ownText(node));
    ts.forEachChild(node, (child) => write(child, inner));
    pieces.push(')');
  }

  write(piece, new Set());
  return { text: pieces.join(' '), references, reads };
}

/** What a node says beside its children: a literal its text, a sign before or after a number which one it is. */
function ownText(node: ts.Node): string[] {
  if (ts.isLiteralExpression(node) || ts.isTemplateLiteralToken(node) || ts.isPrivateIdentifier(node))
    return [JSON.stringify(node.text)];
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return [ts.SyntaxKind[node.operator]];
  return ts.isMetaProperty(node) ? [ts.SyntaxKind[node.keywordToken]] : [];
}

const MODIFIERS = new Set([
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.DefaultKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.AbstractKeyword,
]);

/** Types, and whether a name is exported: nothing of them is there at run time. */
function isErased(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node))
    return ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ImplementsKeyword;
  if (node.kind === ts.SyntaxKind.QuestionToken) return !ts.isConditionalExpression(node.parent);
  return (
    ts.isTypeNode(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    (node.kind === ts.SyntaxKind.ExclamationToken && ts.isVariableDeclaration(node.parent)) ||
    (ts.isFunctionDeclaration(node) && !node.body) ||
    MODIFIERS.has(node.kind)
  );
}

type Wrapper = ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression | ts.ParenthesizedExpression;
/** What surrounds an expression and changes nothing: the tree of the pieces says already what belongs together. */
export const isWrapper = (node: ts.Node): node is Wrapper =>
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isParenthesizedExpression(node);

function isShown(node: ts.Node, shown: ReadonlySet<string>): boolean {
  if (!ts.isObjectLiteralElementLike(node) || !node.name || !ts.isIdentifier(node.name)) return false;
  const name = node.name.text;
  if (!shown.has(name)) return false;
  return WRITTEN.includes(name) || (ts.isPropertyAssignment(node) && isText(node.initializer));
}

function isText(node: ts.Expression): boolean {
  if (isWrapper(node)) return isText(node.expression);
  if (ts.isBinaryExpression(node)) return isText(node.left) && isText(node.right);
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isTaggedTemplateExpression(node) && isRaw(node))
  );
}

const isRaw = ({ tag }: ts.TaggedTemplateExpression): boolean => tag.getText() === 'String.raw';

const isCheck = (node: ts.Node): boolean =>
  ts.isExpressionStatement(node) &&
  ts.isCallExpression(node.expression) &&
  ts.isIdentifier(node.expression.expression) &&
  CHECK.test(node.expression.expression.text);

function readName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const name = node.propertyName ?? node.name;
  return ts.isIdentifier(name) ? name.text : undefined;
}

/** An identifier that stands for a value, and not for a member, a key or what is being declared. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent))
    return parent.name === node || parent.objectAssignmentInitializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  const names = parent as { name?: ts.Node; propertyName?: ts.Node };
  return names.name !== node && names.propertyName !== node;
}

function referenceOf(node: ts.Identifier): Reference {
  const { parent } = node;
  const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
  return { name: node.text, ...(member !== undefined && { member }) };
}

const isScope = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) ||
  ts.isBlock(node) ||
  ts.isCaseBlock(node) ||
  ts.isCatchClause(node) ||
  ts.isForStatement(node) ||
  ts.isForOfStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isClassExpression(node);

/** The names that a scope hides from its inside. */
function declaredIn(node: ts.Node): string[] {
  if (ts.isFunctionLike(node)) {
    const own = ts.isFunctionExpression(node) && node.name ? [node.name.text] : [];
    // In a function with a body every parameter binds names; one of a type is erased before it is asked.
    return [...own, ...node.parameters.flatMap(({ name }) => namesIn(name as ts.BindingName))];
  }
  if (ts.isBlock(node)) return node.statements.flatMap(declaredBy);
  if (ts.isCaseBlock(node)) return node.clauses.flatMap(({ statements }) => statements.flatMap(declaredBy));
  if (ts.isCatchClause(node)) return node.variableDeclaration ? namesIn(node.variableDeclaration.name) : [];
  if (ts.isClassExpression(node)) return node.name ? [node.name.text] : [];
  const { initializer } = node as ts.ForStatement | ts.ForOfStatement | ts.ForInStatement;
  return initializer && ts.isVariableDeclarationList(initializer)
    ? initializer.declarations.flatMap(({ name }) => namesIn(name))
    : [];
}

/** The names of values that a statement declares. */
export function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  const isNamed = (ts.isFunctionDeclaration(statement) && statement.body) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

export function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}
