#!/usr/bin/env node
// A provider that Terraform can validate and test against where the real one is not to be had: it
// knows which arguments and blocks there are (the schema.json that it is given) and refuses to plan,
// apply or read.
// It does not know ranges of values, nor which arguments exclude each other.
//
// It speaks plain TCP on loopback: run Terraform with TF_DISABLE_PLUGIN_TLS=1. With `-debug NAME` it is
// no child of Terraform's but a server for any number of runs, as other providers are with `-debug`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const here = dirname(fileURLToPath(import.meta.url));
const [, , , debug, name] = process.argv;
const schemas = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const NESTING = { single: 1, list: 2, set: 3, map: 4 };
const TIME_TO_ANSWER_MILLIS = 20;

const service = (file) =>
  grpc.loadPackageDefinition(
    loader.loadSync(join(here, file), { keepCase: true, longs: Number, defaults: true }));

const attribute = ([name, { type, required = false, optional = false, computed = false }]) =>
  ({ name, type: Buffer.from(JSON.stringify(type)), required, optional, computed });

const nested = ([name, { nesting, min = 0, max = 0, block: inner }]) =>
  ({ type_name: name, nesting: NESTING[nesting], min_items: min, max_items: max, block: block(inner) });

const block = ({ attributes, blocks }) =>
  ({ attributes: Object.entries(attributes).map(attribute), block_types: Object.entries(blocks).map(nested) });

const schema = (root) => ({ version: 0, block: block(root) });

const each = (named) =>
  Object.fromEntries(Object.entries(named).map(([name, root]) => [name, schema(root)]));

const answers = (answer) => (call, done) => done(null, answer(call.request));
const nothing = answers(() => ({}));
const refuses = (operation) => answers(() => ({
  diagnostics: [{
    severity: 1,
    summary: `${operation}: this provider has a schema and no cloud`,
    detail: 'Test with mock_provider, or install the real provider.',
  }],
}));

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
server.addService(service('plugin.proto').tfplugin5.Provider.service, {
  GetSchema: answers(() => ({
    provider: schema(schemas.provider),
    resource_schemas: each(schemas.resources),
    data_source_schemas: each(schemas.data),
    // One look at the schema is enough for a run, however many modules it has.
    server_capabilities: { get_provider_schema_optional: true },
  })),
  PrepareProviderConfig: answers((request) => ({ prepared_config: request.config })),
  ValidateResourceTypeConfig: nothing,
  ValidateDataSourceConfig: nothing,
  Configure: nothing,
  Stop: nothing,
  UpgradeResourceState: answers((request) => ({ upgraded_state: { json: request.raw_state.json } })),
  ReadResource: refuses('read resource'),
  PlanResourceChange: refuses('plan'),
  ApplyResourceChange: refuses('apply'),
  ReadDataSource: refuses('read data'),
});
server.addService(service('controller.proto').plugin.GRPCController.service, {
  Shutdown: (call, done) => {
    done(null, {});
    setTimeout(() => process.exit(0), TIME_TO_ANSWER_MILLIS);
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (failure, port) => {
  if (failure) {
    console.error(`schema provider: cannot listen on loopback: ${failure.message}`);
    process.exit(1);
  }
  if (debug === '-debug') {
    const where = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: { Network: 'tcp', String: `127.0.0.1:${port}` } };
    process.stdout.write(`TF_REATTACH_PROVIDERS='${JSON.stringify({ [name]: where })}'\n`);
  } else {
    process.stdout.write(`1|5|tcp|127.0.0.1:${port}|grpc\n`);
  }
});
