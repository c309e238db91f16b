#!/usr/bin/env node
// Writes what arguments and blocks the resources named in types.txt have, read from the bindings for
// TypeScript that are published of a provider.
//
//   npm install --no-save --ignore-scripts --legacy-peer-deps @cdktf/provider-google@16.12.1
//   node schema.mjs node_modules/@cdktf/provider-google google/types.txt > google/schema.json
//
// and the same of @cdktf/provider-azurerm@14.23.1 for azurerm.
//
// The interfaces (.jsii) say which arguments there are and which are required; the classes say what
// is computed, and whether a block is a set or a list.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [bindings, list] = process.argv.slice(2);
const wanted = readFileSync(list, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const { types } = JSON.parse(readFileSync(join(bindings, '.jsii'), 'utf8'));

// --- Types of the interfaces, as Terraform writes types.

const docs = (of) => [of.docs?.summary ?? '', of.docs?.remarks ?? ''].join('\n');
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const terraformName = (property) =>
  docs(property).match(/\{@link https:\/\/registry\.terraform\.io\/[^}]*?#([A-Za-z0-9_]+) /)?.[1] ?? snakeCase(property.name);

/** The type that is meant where "or something that resolves to it" is allowed, too. */
function meant(type) {
  if (!type.union) return type;
  const real = type.union.types.filter((one) => !/\.IResolvable$/.test(one.fqn ?? ''));
  return meant(real.find((one) => one.collection) ?? real[0]);
}

function struct(type) {
  const one = meant(type);
  const element = one.collection ? meant(one.collection.elementtype) : one;
  const found = element.fqn && types[element.fqn];
  return found?.kind === 'interface' ? found : undefined;
}

function typeOf(given) {
  const type = meant(given);
  if (type.primitive) return { boolean: 'bool', any: 'dynamic' }[type.primitive] ?? type.primitive;
  if (type.collection) return [type.collection.kind === 'map' ? 'map' : 'list', typeOf(type.collection.elementtype)];
  const fields = struct(type)?.properties;
  return fields ? ['object', Object.fromEntries(fields.map((field) => [terraformName(field), typeOf(field.type)]))] : 'dynamic';
}

// --- What the classes expose.

const SIMPLE = {
  String: 'string', Number: 'number', Boolean: 'bool',
  List: ['list', 'string'], NumberList: ['list', 'number'],
  StringMap: ['map', 'string'], NumberMap: ['map', 'number'], BooleanMap: ['map', 'bool'], AnyMap: ['map', 'dynamic'],
};

function classesOf(source) {
  const parts = source.split(/^(?=class \w+ extends)/m);
  return Object.fromEntries(parts.flatMap((part) => {
    const name = part.match(/^class (\w+) extends/)?.[1];
    return name ? [[name, part]] : [];
  }));
}

/** The attributes of a class with their types, and its nested classes. */
function exposed(classes, name) {
  const body = classes[name] ?? '';
  const attributes = {};
  const nested = {};
  for (const [, kind, attribute] of body.matchAll(/cdkt[fn]\.Fn\.tolist\(this\.get(\w+?)Attribute\('(\w+)'\)\)/g)) {
    attributes[attribute] = ['set', SIMPLE[kind]?.[1] ?? 'string'];
  }
  for (const [, kind, attribute] of body.matchAll(/this\.get(\w+?)Attribute\('(\w+)'\)/g)) {
    attributes[attribute] ??= SIMPLE[kind] ?? 'dynamic';
  }
  for (const [, kind, attribute] of body.matchAll(/new cdkt[fn]\.(\w+)\(this, "(\w+)"/g)) {
    attributes[attribute] ??= /Map$/.test(kind) ? SIMPLE[kind.replace(/List$/, '')] ?? 'dynamic' : 'dynamic';
  }
  for (const [, stem, form, attribute, isSet] of body.matchAll(/new (\w+?)(List|OutputReference|Map)\(this, "(\w+)"(?:, (true|false))?\)/g)) {
    if (classes[stem + form] || classes[`${stem}OutputReference`]) {
      const nesting = form !== 'List' ? 'single' : isSet === 'true' ? 'set' : 'list';
      nested[attribute] = { name: `${stem}OutputReference`, nesting };
    }
  }
  return { attributes, nested };
}

function objectOf(classes, name) {
  const { attributes, nested } = exposed(classes, name);
  const fields = { ...attributes };
  for (const [field, inner] of Object.entries(nested)) fields[field] = collectionOf(classes, inner);
  return ['object', fields];
}

const collectionOf = (classes, { name, nesting }) => [nesting === 'set' ? 'set' : 'list', objectOf(classes, name)];

// --- Both together: a block.

const isBlock = (property) => /^\w+ block\.?$/m.test(property?.docs?.summary ?? '');

function blockOf(classes, name, config, top = false) {
  const { attributes, nested } = exposed(classes, name);
  const properties = Object.fromEntries((config?.properties ?? []).map((property) => [terraformName(property), property]));
  const root = { attributes: {}, blocks: {} };
  for (const key of new Set([...Object.keys(attributes), ...Object.keys(nested), ...Object.keys(properties)])) {
    const property = properties[key];
    if (isBlock(property)) root.blocks[key] = nestedBlock(classes, key, property, nested[key]);
    else root.attributes[key] = { type: attributeType(classes, attributes[key], nested[key], property), ...presence(property, key === 'id' && top) };
  }
  return root;
}

function nestedBlock(classes, key, property, inner) {
  const block = blockOf(classes, inner?.name ?? '', struct(property.type));
  if (key === 'timeouts') return { nesting: 'single', block };
  return {
    nesting: inner?.nesting === 'set' ? 'set' : 'list',
    ...(property.optional ? {} : { min: 1 }),
    ...(meant(property.type).collection ? {} : { max: 1 }),
    block,
  };
}

function attributeType(classes, simple, inner, property) {
  if (simple !== undefined && simple !== 'dynamic') return simple;
  if (inner) return collectionOf(classes, inner);
  return property ? typeOf(property.type) : 'dynamic';
}

function presence(property, isId) {
  if (!property) return { computed: true };
  if (!property.optional) return { required: true };
  return isId ? { optional: true, computed: true } : { optional: true };
}

// --- All resources that are wanted.

const schema = { provider: { attributes: {}, blocks: {} }, resources: {}, data: {} };
const sourceOf = (type) =>
  readFileSync(join(bindings, type.locationInModule.filename.replace(/^src/, 'lib').replace(/\.ts$/, '.js')), 'utf8');

for (const [fqn, type] of Object.entries(types)) {
  const base = type.kind === 'class' ? type.base?.split('.').pop() : undefined;
  if (base === 'TerraformProvider') {
    schema.provider = blockOf(classesOf(sourceOf(type)), '', types[`${fqn}Config`]);
    delete schema.provider.attributes.alias;
  }
  const name = docs(type).match(/docs(?:\/(?:resources|data-sources)\/\S+)? ([a-z0-9_]+)\}/)?.[1];
  if (name && base === 'TerraformResource' && wanted.includes(name)) {
    schema.resources[name] = blockOf(classesOf(sourceOf(type)), type.name, types[`${fqn}Config`], true);
  }
  if (name && base === 'TerraformDataSource' && wanted.includes(`data.${name}`)) {
    schema.data[name] = blockOf(classesOf(sourceOf(type)), type.name, types[`${fqn}Config`], true);
  }
}

const missing = wanted.filter((name) => !schema.resources[name] && !schema.data[name.replace(/^data\./, '')]);
if (missing.length > 0) {
  console.error(`schema: the bindings have no ${missing.join(', ')}; correct ${list}`);
  process.exit(1);
}
process.stdout.write(`${JSON.stringify(schema, null, 1)}\n`);
