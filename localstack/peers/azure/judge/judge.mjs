// Drives the Service Bus broker that FERRY_SERVICEBUS connects to with Azure's own Node client, a scenario at a time.
// Exits 0 when all hold, 1 when one does not; every wait is bounded. ServiceBusMain makes the queues and topics.
import { ServiceBusClient } from '@azure/service-bus';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 20_000;
const SILENCE = 1_000;
/** How long `short` locks a message, as ServiceBusMain makes it. */
const SHORT_LOCK = 3_000;

const bus = new ServiceBusClient(process.env.FERRY_SERVICEBUS, {
  retryOptions: { timeoutInMs: PATIENCE, maxRetries: 1, retryDelayInMs: 200 },
});

async function send(entity, ...messages) {
  const sender = bus.createSender(entity);
  try {
    await sender.sendMessages(messages);
  } finally {
    await sender.close();
  }
}

/** Lets `use` have a receiver that renews nothing by itself, and closes it. */
async function receiving(receiver, use) {
  try {
    return await use(receiver);
  } finally {
    await receiver.close();
  }
}

const queue = (name, options = {}) => bus.createReceiver(name, { maxAutoLockRenewalDurationInMs: 0, ...options });

async function next(receiver) {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: PATIENCE });
  assert.ok(message, 'a message within the time for it');
  return message;
}

async function assertEmpty(receiver) {
  const some = await receiver.receiveMessages(1, { maxWaitTimeInMs: SILENCE });
  assert.deepEqual(some.map(message => message.body), []);
}

const scenarios = {
  async 'publish: what is sent is received, with its properties; complete takes it'() {
    await send('publish', {
      body: { order: 7 },
      messageId: 'm-7',
      subject: 'order',
      correlationId: 'c-1',
      contentType: 'application/json',
      applicationProperties: { kind: 'order', count: 3 },
    });
    await receiving(queue('publish'), async receiver => {
      const message = await next(receiver);
      assert.deepEqual(message.body, { order: 7 });
      assert.equal(message.messageId, 'm-7');
      assert.equal(message.subject, 'order');
      assert.equal(message.correlationId, 'c-1');
      assert.equal(message.contentType, 'application/json');
      assert.equal(message.applicationProperties.kind, 'order');
      assert.equal(message.applicationProperties.count, 3);
      assert.equal(message.deliveryCount, 0);
      assert.ok(message.sequenceNumber.greaterThan(0));
      assert.ok(Math.abs(Date.now() - message.enqueuedTimeUtc.getTime()) < 60_000);
      await receiver.completeMessage(message);
      await assertEmpty(receiver);
    });
  },

  async 'batch: messages of one transfer come in their order'() {
    const sender = bus.createSender('batch');
    const batch = await sender.createMessageBatch();
    for (let number = 0; number < 20; number++) assert.ok(batch.tryAddMessage({ body: number }));
    await sender.sendMessages(batch);
    await sender.close();
    await receiving(queue('batch', { receiveMode: 'receiveAndDelete' }), async receiver => {
      const got = [];
      while (got.length < 20) got.push((await next(receiver)).body);
      assert.deepEqual(got, [...Array(20).keys()]);
    });
  },

  async 'subscribe: a handler gets messages as they come, and they are completed'() {
    const receiver = queue('subscribe');
    const got = [];
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${got.length} of 3 came`)), PATIENCE);
      receiver.subscribe({
        processError: async ({ error }) => reject(error),
        processMessage: async message => {
          got.push(message.body);
          if (got.length === 3) {
            clearTimeout(late);
            resolve();
          }
        },
      });
      send('subscribe', { body: 'a' }, { body: 'b' }, { body: 'c' }).catch(reject);
    });
    await receiver.close();
    assert.deepEqual(got.sort(), ['a', 'b', 'c']);
    await receiving(queue('subscribe'), assertEmpty);
  },

  async 'abandon: the message comes again, counted'() {
    await send('abandon', { body: 'again' });
    await receiving(queue('abandon'), async receiver => {
      await receiver.abandonMessage(await next(receiver), { seen: 'once' });
      const again = await next(receiver);
      assert.equal(again.deliveryCount, 1);
      assert.equal(again.applicationProperties.seen, 'once');
      await receiver.completeMessage(again);
    });
  },

  async 'lock: it ends by itself, then the message is somebody else\'s and complete is refused'() {
    await send('short', { body: 'late' });
    await receiving(queue('short'), async receiver => {
      const late = await next(receiver);
      await sleep(SHORT_LOCK + SILENCE);
      await assert.rejects(receiver.completeMessage(late), { code: 'MessageLockLost' });
      const again = await next(receiver);
      assert.equal(again.deliveryCount, 1);
      await receiver.completeMessage(again);
    });
  },

  async 'renew: the lock lasts from then on'() {
    await send('short', { body: 'long' });
    await receiving(queue('short'), async receiver => {
      const message = await next(receiver);
      for (let time = 0; time < 3; time++) {
        await sleep(SHORT_LOCK / 2);
        const until = await receiver.renewMessageLock(message);
        assert.ok(until.getTime() > Date.now());
      }
      await receiver.completeMessage(message);
      await assertEmpty(receiver);
    });
  },

  async 'defer: only by its number'() {
    await send('defer', { body: 'later' });
    await receiving(queue('defer'), async receiver => {
      const message = await next(receiver);
      await receiver.deferMessage(message);
      await assertEmpty(receiver);
      const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
      assert.equal(deferred.body, 'later');
      assert.equal(deferred.state, 'deferred');
      await receiver.completeMessage(deferred);
      await assert.rejects(receiver.receiveDeferredMessages(message.sequenceNumber), { code: 'MessageNotFound' });
    });
  },

  async 'schedule: not before its time; cancelled: never'() {
    const sender = bus.createSender('schedule');
    const due = new Date(Date.now() + 3_000);
    const [cancelled] = await sender.scheduleMessages([{ body: 'never' }], due);
    await sender.scheduleMessages([{ body: 'then' }], due);
    await sender.cancelScheduledMessages(cancelled);
    await sender.close();
    await receiving(queue('schedule'), async receiver => {
      const peeked = await receiver.peekMessages(10);
      assert.deepEqual(peeked.map(message => [message.body, message.state]), [['then', 'scheduled']]);
      const message = await next(receiver);
      assert.equal(message.body, 'then');
      assert.ok(Date.now() >= due.getTime() - 50, 'not before its time');
      await receiver.completeMessage(message);
      await assertEmpty(receiver);
    });
  },

  async 'peek: without a lock, from the oldest on'() {
    await send('peek', { body: 'a' }, { body: 'b' }, { body: 'c' });
    await receiving(queue('peek'), async receiver => {
      assert.deepEqual((await receiver.peekMessages(2)).map(message => message.body), ['a', 'b']);
      assert.deepEqual((await receiver.peekMessages(2)).map(message => message.body), ['c']);
      const message = await next(receiver);
      assert.equal(message.deliveryCount, 0);
      await receiver.completeMessage(message);
    });
  },

  async 'sessions: a receiver has one, alone and in order; its state stays'() {
    await send('sessions', { body: 'a1', sessionId: 'a' }, { body: 'b1', sessionId: 'b' }, { body: 'a2', sessionId: 'a' });
    await receiving(await bus.acceptSession('sessions', 'a'), async receiver => {
      await assert.rejects(bus.acceptSession('sessions', 'a'), { code: 'SessionCannotBeLocked' });
      for (const body of ['a1', 'a2']) {
        const message = await next(receiver);
        assert.equal(message.body, body);
        await receiver.completeMessage(message);
      }
      await receiver.setSessionState('half way');
      assert.ok((await receiver.renewSessionLock()).getTime() > Date.now());
    });
    await receiving(await bus.acceptNextSession('sessions'), async receiver => {
      assert.equal(receiver.sessionId, 'b');
      await receiver.completeMessage(await next(receiver));
    });
    await receiving(await bus.acceptSession('sessions', 'a'), async receiver => {
      assert.equal(String(await receiver.getSessionState()), 'half way');
    });
  },

  async 'sessions: a message without one is refused'() {
    await assert.rejects(send('sessions', { body: 'nobody' }), { name: /Error/ });
  },

  async 'rules: only what passes; added and removed'() {
    const rules = bus.createRuleManager('events', 'paid');
    await rules.createRule('by-correlation', { correlationId: 'always' });
    const names = [];
    for await (const rule of rules.listRules()) names.push(rule.name);
    assert.deepEqual(names.sort(), ['by-correlation', 'paid-only']);
    const event = (kind, correlationId) => ({ body: kind, correlationId, applicationProperties: { kind } });
    await send('events', event('placed'), event('paid'), event('shipped', 'always'));
    await rules.deleteRule('by-correlation');
    await send('events', event('cancelled', 'always'));
    const all = async name =>
      receiving(bus.createReceiver('events', name, { receiveMode: 'receiveAndDelete' }), async receiver => {
        const got = [];
        for (;;) {
          const some = await receiver.receiveMessages(10, { maxWaitTimeInMs: SILENCE });
          if (some.length === 0) return got;
          got.push(...some.map(message => message.body));
        }
      });
    assert.deepEqual(await all('paid'), ['paid', 'shipped']);
    assert.deepEqual(await all('all'), ['placed', 'paid', 'shipped', 'cancelled']);
  },

  async 'dead letter: by the receiver, with reason, description and properties'() {
    await send('poison', { body: 'bad', messageId: 'p-1', applicationProperties: { kind: 'order' } });
    await receiving(queue('poison'), async receiver => {
      await receiver.deadLetterMessage(await next(receiver), {
        deadLetterReason: 'REJECTED',
        deadLetterErrorDescription: 'for people',
        round: '1',
      });
      await assertEmpty(receiver);
    });
    await receiving(queue('poison', { subQueueType: 'deadLetter' }), async receiver => {
      const letter = await next(receiver);
      assert.equal(letter.body, 'bad');
      assert.equal(letter.messageId, 'p-1');
      assert.equal(letter.deadLetterReason, 'REJECTED');
      assert.equal(letter.deadLetterErrorDescription, 'for people');
      assert.equal(letter.applicationProperties.kind, 'order');
      assert.equal(letter.applicationProperties.round, '1');
      await receiver.completeMessage(letter);
    });
  },

  async 'dead letter: by the broker, after three deliveries'() {
    await send('poison', { body: 'crashing' });
    await receiving(queue('poison'), async receiver => {
      for (let delivery = 0; delivery < 3; delivery++) {
        const message = await next(receiver);
        assert.equal(message.deliveryCount, delivery);
        await receiver.abandonMessage(message);
      }
      await assertEmpty(receiver);
    });
    await receiving(queue('poison', { subQueueType: 'deadLetter' }), async receiver => {
      const letter = await next(receiver);
      assert.equal(letter.deadLetterReason, 'MaxDeliveryCountExceeded');
      assert.equal(letter.deliveryCount, 3);
      await receiver.completeMessage(letter);
    });
  },

  async 'duplicates: an id is taken once within the window'() {
    await send('duplicates', { body: 'first', messageId: 'd' });
    await send('duplicates', { body: 'second', messageId: 'd' }, { body: 'other', messageId: 'e' });
    await receiving(queue('duplicates', { receiveMode: 'receiveAndDelete' }), async receiver => {
      assert.equal((await next(receiver)).body, 'first');
      assert.equal((await next(receiver)).body, 'other');
      await assertEmpty(receiver);
    });
  },

  async 'too large: refused, and nothing is stored'() {
    await assert.rejects(send('publish', { body: Buffer.alloc(300_000) }), { code: 'MessageSizeExceeded' });
    await receiving(queue('publish'), assertEmpty);
  },

  async 'not found: sender, receiver and session'() {
    await assert.rejects(send('none', { body: 'x' }), { code: 'MessagingEntityNotFound' });
    await receiving(queue('none'), async receiver =>
      assert.rejects(receiver.receiveMessages(1, { maxWaitTimeInMs: SILENCE }), { code: 'MessagingEntityNotFound' }),
    );
    await assert.rejects(bus.acceptNextSession('none'), { code: 'MessagingEntityNotFound' });
  },
};

let failed = 0;
for (const [title, scenario] of Object.entries(scenarios)) {
  try {
    await scenario();
    console.log(`ok   ${title}`);
  } catch (failure) {
    failed++;
    console.log(`FAIL ${title}: ${failure.code ?? failure.name} ${failure.message}`);
  }
}
await bus.close();
console.log(`${Object.keys(scenarios).length - failed} of ${Object.keys(scenarios).length} scenarios hold`);
process.exit(failed === 0 ? 0 : 1);
