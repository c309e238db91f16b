package dev.ferry.host.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Calls one function with messages of Service Bus. Safe for use by any number of threads.
 *
 * @param function is called
 * @param worker runs it
 */
record ServiceBusFunctionCalls(FunctionFile function, Worker worker) {
  /**
   * Calls it with one message; blocks until it returned.
   *
   * @throws Worker.InvocationFailed when it did not
   */
  void call(ServiceBusReceivedMessage message) {
    byte[] body = message.getBody().toBytes();
    TypedData data =
        function.binary() ? TypedData.bytes(body) : TypedData.text(message.getBody().toString());
    call(data, Metadata.of(message), 1);
  }

  /**
   * Calls it with a batch; blocks until it returned.
   *
   * @throws Worker.InvocationFailed when it did not
   */
  void call(List<ServiceBusReceivedMessage> batch) {
    TypedData data =
        function.binary()
            ? TypedData.manyBytes(batch.stream().map(one -> one.getBody().toBytes()).toList())
            : TypedData.json(batch.stream().map(one -> one.getBody().toString()).toList());
    call(data, Metadata.of(batch), batch.size());
  }

  private void call(TypedData data, Map<String, TypedData> metadata, int messages) {
    worker.invoke(
        new Invocation(
            UUID.randomUUID().toString(),
            function.name(),
            function.entryPoint(),
            Map.of(function.text("name"), data),
            metadata),
        messages);
  }
}
