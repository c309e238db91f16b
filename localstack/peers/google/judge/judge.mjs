// Drives the Pub/Sub server at PUBSUB_EMULATOR_HOST with Google's own Node client, a scenario at a time.
// Exits 0 when all hold, 1 when one does not; every wait is bounded.
import { PubSub } from '@google-cloud/pubsub';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

const PATIENCE = 60_000;
const pubsub = new PubSub({ projectId: 'judge' });

const name = what => `${what}-${randomUUID().slice(0, 8)}`;

async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${PATIENCE} ms: ${what}`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function pair(options = {}) {
  const [topic] = await pubsub.createTopic(name('topic'));
  const [subscription] = await topic.createSubscription(name('subscription'), options);
  return { topic, subscription };
}

/** Hands each message to `handle` until `count` came, and gives what it made of them. */
function receive(subscription, count, handle) {
  const results = [];
  const done = new Promise((resolve, reject) => {
    subscription.on('error', reject);
    subscription.on('message', async message => {
      try {
        results.push(await handle(message, results.length));
        if (results.length === count) resolve(results);
      } catch (failure) {
        reject(failure);
      }
    });
  });
  return within(done, `${count} messages`).finally(() => {
    subscription.removeAllListeners();
    return subscription.close();
  });
}

const text = message => message.data.toString();
const acked = message => {
  message.ack();
  return text(message);
};

const scenarios = {
  async 'publish: what is sent is received, with its attributes'() {
    const { topic, subscription } = await pair();
    const id = await topic.publishMessage({ data: Buffer.from('hello'), attributes: { kind: 'order' } });
    const [got] = await receive(subscription, 1, message => {
      message.ack();
      return { id: message.id, text: text(message), kind: message.attributes.kind };
    });
    assert.deepEqual(got, { id, text: 'hello', kind: 'order' });
  },

  async 'nack: the message comes again'() {
    const { topic, subscription } = await pair();
    await topic.publishMessage({ data: Buffer.from('again') });
    const got = await receive(subscription, 2, (message, index) => {
      if (index === 0) message.nack();
      else message.ack();
      return text(message);
    });
    assert.deepEqual(got, ['again', 'again']);
  },

  async 'order after a nack: the later ones of the key come behind it'() {
    const { topic, subscription } = await pair({ enableMessageOrdering: true });
    topic.setPublishOptions({ messageOrdering: true });
    for (const data of ['1', '2', '3']) {
      await topic.publishMessage({ data: Buffer.from(data), orderingKey: 'key' });
    }
    let refused = false;
    const handled = [];
    await within(
      new Promise((resolve, reject) => {
        subscription.on('error', reject);
        subscription.on('message', message => {
          if (text(message) === '1' && !refused) {
            refused = true;
            message.nack();
            return;
          }
          message.ack();
          handled.push(text(message));
          const last = handled.slice(handled.lastIndexOf('1'));
          if (handled.includes('1') && last.join() === '1,2,3') resolve();
        });
      }),
      '1, 2, 3 behind each other after the nack',
    ).finally(() => subscription.close());
  },

  async 'dead letter: after five deliveries, with where it came from'() {
    const [dead] = await pubsub.createTopic(name('dead'));
    const [letters] = await dead.createSubscription(name('letters'));
    const { topic, subscription } = await pair({
      deadLetterPolicy: { deadLetterTopic: dead.name, maxDeliveryAttempts: 5 },
    });
    await topic.publishMessage({ data: Buffer.from('poison'), attributes: { kind: 'order' } });
    const attempts = await receive(subscription, 5, message => {
      message.nack();
      return message.deliveryAttempt;
    });
    assert.deepEqual(attempts, [1, 2, 3, 4, 5]);
    const [letter] = await receive(letters, 1, message => {
      message.ack();
      return message.attributes;
    });
    assert.equal(letter.kind, 'order');
    assert.equal(letter.CloudPubSubDeadLetterSourceDeliveryCount, '5');
    assert.equal(letter.CloudPubSubDeadLetterSourceSubscription, subscription.name.split('/').pop());
  },

  async 'filter: only what passes comes'() {
    const { topic, subscription } = await pair({
      filter: 'attributes.kind = "paid" OR hasPrefix(attributes.kind, "pl")',
    });
    for (const kind of ['placed', 'cancelled', 'paid']) {
      await topic.publishMessage({ data: Buffer.from(kind), attributes: { kind } });
    }
    const got = await receive(subscription, 2, acked);
    assert.deepEqual(got.sort(), ['paid', 'placed']);
  },

  async 'exactly-once: an ack is confirmed'() {
    const { topic, subscription } = await pair({ enableExactlyOnceDelivery: true });
    await topic.publishMessage({ data: Buffer.from('once') });
    const [answers] = await receive(subscription, 1, async message => {
      const first = await message.ackWithResponse();
      return [first];
    });
    assert.deepEqual(answers, ['SUCCESS']);
  },

  async 'seek: what was acked comes again'() {
    const { topic, subscription } = await pair({ retainAckedMessages: true });
    const before = new Date(Date.now() - 1000);
    await topic.publishMessage({ data: Buffer.from('replayed') });
    assert.deepEqual(await receive(subscription, 1, acked), ['replayed']);
    await subscription.seek(before);
    const again = topic.subscription(subscription.name);
    assert.deepEqual(await receive(again, 1, acked), ['replayed']);
  },

  async 'not found: code 5; already there: code 6'() {
    await assert.rejects(pubsub.topic(name('none')).getMetadata(), { code: 5 });
    const [topic] = await pubsub.createTopic(name('topic'));
    await assert.rejects(pubsub.createTopic(topic.name), { code: 6 });
  },
};

let failed = 0;
for (const [title, scenario] of Object.entries(scenarios)) {
  try {
    await scenario();
    console.log(`ok   ${title}`);
  } catch (failure) {
    failed++;
    console.log(`FAIL ${title}: ${failure.message}`);
  }
}
await pubsub.close();
console.log(`${Object.keys(scenarios).length - failed} of ${Object.keys(scenarios).length} scenarios hold`);
process.exit(failed === 0 ? 0 : 1);
